"""Random commit graphs with branches and merges, written with `git fast-import`."""

import random
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

Files = Mapping[str, str]
"""Path to text."""


@dataclass(frozen=True)
class Commit:
    """A commit to be written."""

    parents: tuple[int, ...]  #: indexes into the history; the first parent is the main line
    files: Files


def grown(
    seed: int, size: int, first: Files, edit: Callable[[Files, random.Random], Files]
) -> list[Commit]:
    """A random history: about every third commit starts a branch, every fourth merges one."""
    chance = random.Random(seed)
    commits = [Commit((), first)]
    tips = [0]
    for number in range(1, size):
        parent = chance.choice(tips)
        others = [tip for tip in tips if tip != parent]
        if others and chance.random() < 1 / 4:
            other = chance.choice(others)
            files = _merged(commits[parent].files, commits[other].files, chance)
            commits.append(Commit((parent, other), files))
            tips = [tip for tip in tips if tip not in {parent, other}]
        else:
            commits.append(Commit((parent,), edit(commits[parent].files, chance)))
            if chance.random() > 1 / 3:
                tips = [tip for tip in tips if tip != parent]
        tips.append(number)
    return commits


def write(root: Path, commits: list[Commit]) -> list[str]:
    """Writes the history into a new repository and returns the commit ids in order."""
    root.mkdir(parents=True)
    _git(root, "init", "-q", "-b", "main", "--template=")
    _git(root, "fast-import", "--quiet", "--export-marks=.git/marks", given=_stream(commits))
    marks = (root / ".git" / "marks").read_text("utf-8").split()
    return [oid for _, oid in sorted(zip(map(_number, marks[::2]), marks[1::2], strict=True))]


def _number(mark: str) -> int:
    return int(mark.removeprefix(":"))


def _merged(ours: Files, theirs: Files, chance: random.Random) -> Files:
    """Each file from a random side, as if every conflict were resolved in favour of one."""
    sides = {path: chance.choice((ours, theirs)) for path in sorted({*ours, *theirs})}
    return {path: side[path] for path, side in sides.items() if path in side} or ours


def _stream(commits: list[Commit]) -> str:
    return "".join(_commit(number, commit) for number, commit in enumerate(commits))


def _commit(number: int, commit: Commit) -> str:
    who = f"committer Ana <ana@example.org> {1_760_000_000 + 60 * number} +0000"
    head = f"commit refs/heads/c{number}\nmark :{number + 1}\n{who}\ndata 1\n{number % 10}\n"
    words = ("from", "merge")
    head += "".join(
        f"{word} :{parent + 1}\n" for word, parent in zip(words, commit.parents, strict=False)
    )
    files = "".join(
        f"M 100644 inline {path}\ndata {len(text.encode())}\n{text}\n"
        for path, text in commit.files.items()
    )
    return f"{head}deleteall\n{files}\n"


def _git(root: Path, *arguments: str, given: str = "") -> None:
    subprocess.run(
        ["git", *arguments], cwd=root, check=True, capture_output=True, input=given.encode()
    )
