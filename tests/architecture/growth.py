"""A copy of the package to which something is added as a contributor would: files and one row."""

import os
import shutil
from pathlib import Path

from tests.architecture.source import PACKAGE


class Copy:
    """The package in a folder of its own; programs started with `environment` import it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.package = folder / "chesterton"
        shutil.copytree(PACKAGE, self.package, ignore=shutil.ignore_patterns("__pycache__"))

    @property
    def environment(self) -> dict[str, str]:
        """What makes a Python process import the copy."""
        return {"PYTHONPATH": os.fspath(self._folder)}

    def add_file(self, path: str, text: str) -> None:
        """Adds one file, named relative to the package."""
        file = self.package / path
        assert not file.exists(), path
        file.write_text(text, encoding="utf-8")

    def add_line(self, path: str, line: str, *, above: str) -> None:
        """Adds one line above the only one that reads `above`."""
        file = self.package / path
        lines = file.read_text(encoding="utf-8").split("\n")
        assert lines.count(above) == 1, above
        assert "\n" not in line
        lines.insert(lines.index(above), line)
        file.write_text("\n".join(lines), encoding="utf-8")
