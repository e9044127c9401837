"""Redacts secrets from all text before it is stored. Pure: text in, text out."""
