"""Readers turn grammar nodes into definitions; the language tables refer to them."""
