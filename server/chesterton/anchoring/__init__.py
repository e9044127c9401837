"""Follows symbols through changes and checks whether notes about them still hold. Does no I/O."""
