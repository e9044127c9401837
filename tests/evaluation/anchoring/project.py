"""What every evaluation of a real project is told on its command line."""

import argparse
from pathlib import Path


def arguments(about: str | None) -> argparse.ArgumentParser:
    """A git directory, the files of it that count, and where chance starts."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("git_dir")
    parser.add_argument("suffix")
    parser.add_argument("--seed", type=int, default=1)
    return parser


def name_of(git_dir: str) -> str:
    """The project of a git directory: the folder that it is in."""
    return Path(git_dir).parent.name
