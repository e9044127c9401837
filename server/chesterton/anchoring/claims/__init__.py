"""Extracts what a note claims about its code, and tests whether a change touches that claim."""
