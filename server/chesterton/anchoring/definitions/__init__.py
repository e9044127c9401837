"""Matches the definitions before a change to those after it."""
