"""What is asked and what is true: definitions before a change, and where they are after it.

A change is a folder with `before/` and `after/`. Its truth is `truth.jsonl`, as `generate` writes
it, or `tasks.jsonl` with the answers in a file of pairs: `{"id", "tier", "kind", "path_a",
"line_a", "qualified_name_a", "path_b", "line_b", "end_b", "qualified_name_b"}` a line.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_HEADER = 12  # pairs tell the first line of a definition, a placement the line of its name
_EASY = frozenset({"body", "signature", "extracted-from", "deleted", "stays", "edited"})
_EASY_MADE = (
    "edited",
    "extracted from",
    "deleted",
    "inlined",
    "replaced",
    "copied",
    "stays",
    "takes",
    "inside: ",
)


@dataclass(frozen=True)
class Answer:
    """Where somebody says that a definition is."""

    path: str | None  #: None: nowhere
    line: int | None = None
    name: str | None = None
    is_unsure: bool = False
    candidates: tuple["Answer", ...] = ()
    confidence: float | None = None


@dataclass(frozen=True)
class Case:
    """One definition of a change."""

    id: str
    done: str  #: what was done to it
    path: str
    line: int
    name: str  #: qualified; empty for a whole file
    after: Answer | None  #: None when it is gone
    end_after: int = 0
    slack: int = 0  #: lines by which `after` may be too high
    is_reused: bool = False

    @property
    def is_hard(self) -> bool:
        """Renamed or moved."""
        if self.slack:
            return self.done not in _EASY
        return not self.done.startswith(_EASY_MADE)

    def is_at(self, answer: Answer) -> bool:
        """Whether the answer names the right definition."""
        if self.after is None or answer.path != self.after.path:
            return False
        if not self.name:
            return True
        first = (self.after.line or 0) - self.slack
        if answer.line is not None and not first <= answer.line <= (
            self.end_after if self.slack else first
        ):
            return False
        last = _word(self.after.name or "")
        return not answer.name or not last or _word(answer.name) == last

    def verdict(self, answer: Answer) -> str:
        """`right`, `wrong` (another one), `missed`, `ghost` (it is gone), or `unsure`."""
        if answer.is_unsure:
            return "unsure"
        if self.after is None:
            return "right" if answer.path is None else "ghost"
        if answer.path is None:
            return "missed"
        return "right" if self.is_at(answer) else "wrong"


def _word(name: str) -> str:
    """The last part of a name, without the signs that some languages write around it."""
    return name.rpartition(".")[2].strip("$?!")


@dataclass(frozen=True)
class Change:
    """The two states of some files, and the cases."""

    folder: Path
    cases: Sequence[Case]

    def files(self, side: str) -> dict[str, bytes]:
        """The files of `before` or `after`."""
        root = self.folder / side
        return {
            path.relative_to(root).as_posix(): path.read_bytes()
            for path in sorted(root.rglob("*"))
            if path.is_file()
        }


def load(folder: Path, pairs: Path | None = None) -> Iterator[Change]:
    """All changes below a folder."""
    answers = {record["id"]: record for record in _records(pairs)} if pairs else {}
    for path in sorted(one for one in folder.iterdir() if one.is_dir()):
        if (path / "truth.jsonl").is_file():
            yield Change(path, [made(record) for record in _records(path / "truth.jsonl")])
        elif (path / "tasks.jsonl").is_file():
            asked = [answers[record["id"]] for record in _records(path / "tasks.jsonl")]
            yield Change(path, [_paired(record) for record in asked])


def _records(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line]


def made(record: Mapping[str, Any]) -> Case:
    """A line of `truth.jsonl`."""
    after = record["after"]
    reused = record["done"].startswith("name taken")
    answer = Answer(after["path"], after["line"], after["name"]) if after else None
    end = after["end_line"] if after else 0
    return Case(
        record["id"],
        record["done"],
        record["path"],
        record["line"],
        record["symbol"],
        answer,
        end,
        is_reused=reused,
    )


def _paired(record: Mapping[str, Any]) -> Case:
    name = record["qualified_name_a"] if record["kind"] != "module" else ""
    answer = None
    if record["path_b"]:
        answer = Answer(record["path_b"], record["line_b"], record["qualified_name_b"])
    return Case(
        record["id"],
        record["tier"],
        record["path_a"],
        record["line_a"],
        name or "",
        answer,
        record["end_b"] or 0,
        _HEADER,
        bool(record.get("name_reused")),
    )
