"""Replays consecutive commits with notes on many definitions, as somebody who works on them.

    python -m tests.evaluation.anchoring.commits GIT_DIR SUFFIX [--commits 300] [--notes 100]

After every commit each note is held against the code itself: a note is *lost though there* when a
definition of its name and most of its text stands in its place or came with the commit (a namesake
that was there before is another one); a commit is *cosmetic* for a definition when its syntax tree
(Python) or its text without comments and white space is what it was: nothing may be flagged by it.
Now and then another commit is checked out and left again: every state has to be what it was.
"""

import ast
import json
import random
import re
import subprocess
import tempfile
import textwrap
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from chesterton.memory.notes import show
from chesterton.memory.notes.places import Place
from chesterton.model.note import Kind, Placed
from chesterton.store.location import Location
from chesterton.store.store import Store
from chesterton.workspace.workspace import Workspace
from tests.evaluation.anchoring.history import FileChange, History
from tests.evaluation.anchoring.project import arguments, name_of
from tests.evaluation.anchoring.told import tell
from tests.evaluation.anchoring.years import Track, Truth
from tests.harness.notes import noted

_SAME_TEXT = 85
_SWITCH_EVERY = 60
_BACK = 40
_WANTED = "/*\n!*.gz\n!*.zip\n!*.jar\n"
"""Without archives, which a partial copy of a repository lacks."""

_COMMENT = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|/\*.*?\*/|//[^\n]*", re.DOTALL)


class Desk:
    """A clone with a memory, asked after every commit."""

    def __init__(self, root: Path, data: Path, tracks: Sequence[Track]) -> None:
        self.root = root
        self.workspace = Workspace.open(root, Store.open(Location(data)))
        for at, one in enumerate(tracks):
            place = Place(one.path, line=one.line, symbol=one.name)
            noted(self.workspace, f"note {at}", place, kind=Kind.PITFALL)

    def checkout(self, commit: str) -> None:
        """Another commit on disk."""
        subprocess.run(["git", "checkout", "-q", "-f", commit], cwd=self.root, check=True)

    def states(self) -> dict[str, tuple[str, str | None, str | None]]:
        """State, path and name of every note."""
        return {one.note.title: _told(one) for one in show.notes(self.workspace)}

    def source(self, path: str, name: str) -> str | None:
        """The text of a definition on disk."""
        parsed = self.workspace.parsed(path)
        named = parsed.outline.named(name) if parsed else ()
        return parsed.source(named[0]) if parsed and len(named) == 1 else None


def _told(placed: Placed) -> tuple[str, str | None, str | None]:
    where = placed.whereabouts[0]
    at = where.placement
    return where.state.value, at.path if at else None, at.symbol.name if at and at.symbol else None


def means(path: str, text: str) -> str:
    """A definition without what a formatter or a comment may change, found without the product."""
    if not path.endswith(".py"):
        return "".join(_COMMENT.sub(lambda one: one[0] if one[0][0] in "\"'" else "", text).split())
    try:
        tree = ast.parse(textwrap.dedent(text))
    except SyntaxError:
        return text
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list) and body and _is_docstring(body[0]):
            del body[0]
    return ast.dump(tree)


def _is_docstring(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


class Replay:
    """What went wrong, commit by commit."""

    def __init__(self, desk: Desk, history: History) -> None:
        self.desk = desk
        self.history = history
        self.counts: Counter[str] = Counter()
        self.told: list[str] = []
        self.states = desk.states()
        self.texts = self._texts()

    def _texts(self) -> dict[str, str | None]:
        return {
            title: self.desk.source(path, name) if path and name else None
            for title, (_, path, name) in self.states.items()
        }

    def step(self, commit: str, changed: Sequence[FileChange]) -> None:
        """One commit more."""
        self.desk.checkout(commit)
        before, texts = self.states, self.texts
        self.states = self.desk.states()
        self.texts = self._texts()
        self.counts["steps of a note"] += len(before)
        for title, (state, path, name) in self.states.items():
            old_state, old_path, old_name = before[title]
            if state == "lost" and old_state != "lost":
                is_there = self._is_there(old_path, old_name, texts[title], changed)
                what = "lost though there" if is_there else "became lost"
                self._tell(what, commit, title, old_path, old_name)
            if (
                state == "changed"
                and old_state == "current"
                and (old_path, old_name) == (path, name)
            ):
                old, new = texts[title], self.texts[title]
                if old and new and path and means(path, old) == means(path, new):
                    self._tell("flagged by a cosmetic edit", commit, title, path, name)
            self.counts["became changed"] += state == "changed" != old_state
            self.counts["moved or renamed"] += bool(path) and (old_path, old_name) != (path, name)
            self.counts["cosmetic edits"] += self._is_cosmetic(title, texts, path)

    def _is_cosmetic(self, title: str, texts: Mapping[str, str | None], path: str | None) -> bool:
        old, new = texts[title], self.texts[title]
        return bool(old and new and path and old != new and means(path, old) == means(path, new))

    def _is_there(
        self, path: str | None, name: str | None, text: str | None, changed: Sequence[FileChange]
    ) -> bool:
        last = (name or "").rpartition(".")[2]
        for change in changed:
            parsed = self.desk.workspace.parsed(change.new) if change.new else None
            for one in parsed.outline.symbols if parsed and text else ():
                if one.last_name != last or not parsed:
                    continue
                if (change.old, one.name) != (path, name) and self._was_there(change, one.name):
                    continue  # a namesake of its own
                if fuzz.ratio(text, parsed.source(one)) >= _SAME_TEXT:
                    return True
        return False

    def _was_there(self, change: FileChange, name: str) -> bool:
        before = self.history.parsed(change.old_blob, change.old) if change.old else None
        return before is not None and bool(before.outline.named(name))

    def _tell(self, what: str, commit: str, title: str, path: str | None, name: str | None) -> None:
        self.counts[what] += 1
        self.told.append(f"{what}: {commit[:10]} {title} {path}::{name} -> {self.states[title]}")

    def switch(self, there: str, here: str) -> None:
        """To another commit and back."""
        self.desk.checkout(there)
        self.desk.states()
        self.desk.checkout(here)
        self.counts["switches"] += 1
        if self.desk.states() != self.states:
            self._tell(
                "another state after a switch and back", here, next(iter(self.states)), None, None
            )


@contextmanager
def desk(git_dir: str, start: str, tracks: Sequence[Track]) -> Iterator[Desk]:
    """A clone at a commit."""
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch, "repo")
        subprocess.run(["git", "clone", "-q", "--shared", "-n", git_dir, str(root)], check=True)
        subprocess.run(["git", "config", "core.sparseCheckout", "true"], cwd=root, check=True)
        Path(root, ".git/info/sparse-checkout").write_text(_WANTED, "utf-8")
        subprocess.run(["git", "checkout", "-q", "-f", start], cwd=root, check=True)
        yield Desk(root, Path(scratch, "data"), tracks)


def replay(options: Any) -> Replay:
    """All commits."""
    history = History(options.git_dir)
    line = history.mainline()[-options.commits - 1 :]
    tracks = Truth(history).tracks(
        line[0], options.suffix, options.notes, random.Random(options.seed)
    )
    changes = dict(history.changes(line[0], line[-1]))
    with desk(options.git_dir, line[0], tracks) as mine:
        done = Replay(mine, history)
        for at, commit in enumerate(line[1:], 1):
            done.step(commit, changes.get(commit, []))
            if at % _SWITCH_EVERY == 0:
                done.switch(line[at - _BACK], commit)
        return done


def main() -> None:
    """As told above."""
    parser = arguments(__doc__)
    parser.add_argument("--commits", type=int, default=300)
    parser.add_argument("--notes", type=int, default=100)
    options = parser.parse_args()
    done = replay(options)
    tell(name_of(options.git_dir), json.dumps(dict(sorted(done.counts.items()))))
    tell(*done.told)


if __name__ == "__main__":
    main()
