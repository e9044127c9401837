"""Imports and exports notes as JSON Lines."""
