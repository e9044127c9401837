"""Removal of secrets from everything that is stored. Pure: text in, text out."""

from chesterton.redact.clean import RULES_VERSION, Cleaned, clean, clean_name
from chesterton.redact.visible import visible

__all__ = ["RULES_VERSION", "Cleaned", "clean", "clean_name", "visible"]
