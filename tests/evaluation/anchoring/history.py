"""Reads a git directory along its first parents, without the product's own reader."""

import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from chesterton.syntax.language import language_for
from chesterton.syntax.outline import Parsed, parse
from chesterton.syntax.text import decode


@dataclass(frozen=True)
class FileChange:
    """One file of one commit."""

    status: str  #: A, M, D, or R
    old: str | None
    new: str | None
    blob: str  #: after the commit; zeros where it is gone
    old_blob: str  #: before; zeros where it was not there


class History:
    """The commits and files of a git directory."""

    def __init__(self, git_dir: str) -> None:
        self._git_dir = git_dir

    def git(self, *arguments: str) -> bytes:
        """What git prints."""
        command = ["git", "--git-dir", self._git_dir, *arguments]
        return subprocess.run(command, check=True, capture_output=True).stdout

    def mainline(self, end: str = "HEAD") -> list[str]:
        """The first parents from the first commit on."""
        return self.git("rev-list", "--first-parent", "--reverse", end).decode().split()

    def files(self, commit: str, suffix: str) -> dict[str, str]:
        """Path to blob of the source files of a commit."""
        rows = self.git("ls-tree", "-r", "-z", commit).decode("utf-8", "replace").split("\0")
        parts = (row.split("\t", 1) for row in rows if row)
        return {path: told.split()[2] for told, path in parts if path.endswith(suffix)}

    def changes(self, start: str, end: str) -> Iterator[tuple[str, list[FileChange]]]:
        """The commits after `start` up to `end` along first parents, oldest first."""
        raw = self.git(
            "log", "--first-parent", "-m", "--reverse", "--raw", "--no-abbrev", "-M", "-l0", "-z",
            "--format=%x01%H", f"{start}..{end}",
        ).decode("utf-8", "replace")  # fmt: skip
        for part in raw.split("\x01")[1:]:
            fields = part.split("\0")
            yield fields[0].strip(), list(_changes(fields[1:]))

    @lru_cache(maxsize=400)  # noqa: B019 - one history lives as long as its run
    def parsed(self, blob: str, path: str) -> Parsed | None:
        """A file's definitions."""
        found = decode(self.git("cat-file", "blob", blob))
        return parse(found.text, language_for(path)) if found else None


def _changes(fields: list[str]) -> Iterator[FileChange]:
    rest = iter([field.lstrip("\n") for field in fields if field.strip("\n")])
    for told in rest:
        _, _, before, blob, status = told.split()
        first = next(rest)
        if status[0] in "RC":
            yield FileChange(status[0], first, next(rest), blob, before)
        elif status == "A":
            yield FileChange("A", None, first, blob, before)
        elif status == "D":
            yield FileChange("D", first, None, blob, before)
        else:
            yield FileChange("M", first, first, blob, before)


Files = Mapping[str, str]
