"""Detects whether a person or a coding agent is running the command."""

import os
import sys

from chesterton.memory.authorship import terminal_author
from chesterton.model.author import Author


def author() -> Author:
    """The author of the notes that this command writes."""
    streams = (sys.stdin, sys.stderr)
    at_terminal = all(stream is not None and stream.isatty() for stream in streams)
    return terminal_author(os.environ, at_terminal=at_terminal)
