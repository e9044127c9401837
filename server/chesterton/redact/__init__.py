"""Removal of secrets from everything that is stored. Pure: text in, text out."""
