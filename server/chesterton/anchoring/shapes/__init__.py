"""Compares two versions of a definition as normalised syntax trees, and classifies differences."""
