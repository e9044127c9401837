"""Matches lines, quotes and names in source text without parsing it."""
