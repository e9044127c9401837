"""Compares two shapes (normalised trees) of a definition, and classifies their differences."""
