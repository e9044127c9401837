"""Differences between two shapes of a definition."""
