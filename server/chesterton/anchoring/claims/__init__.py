"""Extracts what a note claims about its code, and decides whether a change affects that claim."""
