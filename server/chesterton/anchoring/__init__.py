"""Follows symbols through changes and checks whether notes on them still hold. Does no I/O."""
