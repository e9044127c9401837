"""Matches definitions across code changes and detects stale notes. Does no I/O."""
