"""The project's Markdown pages, as the documentation tests read them."""

import re
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

_FENCE = re.compile(r"^```(?P<language>\w*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"(?<!!)\[[^\]]*\]\((?P<target>[^)\s]+)\)")


@cache
def pages() -> tuple[Path, ...]:
    """Every page that is, or is about to be, committed."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "*.md"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    names = sorted(set(listed.stdout.decode().split("\0")) - {""})
    return tuple(ROOT / name for name in names if "/sample/" not in name and (ROOT / name).exists())


def code(page: Path, language: str) -> list[str]:
    """The fenced blocks of a language."""
    found = _FENCE.finditer(page.read_text(encoding="utf-8"))
    return [block["body"] for block in found if block["language"] == language]


def links(page: Path) -> list[str]:
    """Targets of the links in its prose."""
    prose = _FENCE.sub("", page.read_text(encoding="utf-8"))
    return [link["target"] for link in _LINK.finditer(prose)]
