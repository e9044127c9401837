"""Settings: declares each option, reads them from editors and files, and merges the layers."""

from chesterton.config.layers import (
    REPOSITORY_FILE,
    Values,
    merged,
    non_default,
    parse,
    read_values,
    repository_values,
    user_values,
)
from chesterton.config.option import Option, Scope
from chesterton.config.settings import OPTIONS, Settings, Signals

__all__ = [
    "OPTIONS",
    "REPOSITORY_FILE",
    "Option",
    "Scope",
    "Settings",
    "Signals",
    "Values",
    "merged",
    "non_default",
    "parse",
    "read_values",
    "repository_values",
    "user_values",
]
