"""Reads configuration files: key paths, values, and formats without a grammar."""
