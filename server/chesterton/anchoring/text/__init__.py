"""Comparisons of text that need no parsing."""
