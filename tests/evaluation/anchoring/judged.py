"""Where definitions went in real commits, judged by readers of these commits.

    python -m tests.evaluation.anchoring.judged GIT_DIR SUFFIX OUT [--changes 25] [--seed 1]

draws commits at random in which names vanished and writes them to OUT as `cases` describes it: both
sides of the files, and `asked.jsonl`, the definitions that no rule of names settles: those whose
names are gone, and those of which less than half stayed under their names. Whoever judges does not
see what the product says. With `--judged FILE` OUT gets the commits of FILE, with their truth.

FILE holds `{"repository", "commit", "path", "line", "symbol", "after", "doubt"}` a line: `after` is
`path::name:line`, or null where nothing carries the definition on; `doubt` says why a reader would
not contradict another answer. What is doubted is left out, and counted.
"""

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.evaluation.anchoring import mined
from tests.evaluation.anchoring.generate import write
from tests.evaluation.anchoring.history import FileChange, History
from tests.evaluation.anchoring.project import arguments, name_of
from tests.evaluation.anchoring.told import tell

_MOST_FILES = 25
_LOOSE = 0.5
_BESIDE = 2  #: lines between a definition's first one and that of its name
_LINES = 3  #: what is shorter says too little


def drawn(
    history: History, suffix: str, chance: random.Random, most: int
) -> Iterator[tuple[str, Sequence[FileChange], list[mined.One]]]:
    """Commits in random order, with what they leave open."""
    line = history.mainline()
    commits = list(history.changes(line[0], line[-1]))
    chance.shuffle(commits)
    for commit, changes in commits:
        ours = _of(changes, suffix)
        if not 0 < len(ours) <= _MOST_FILES:
            continue
        if found := list(_open(mined.read(history, ours)[0])):
            yield commit, ours, chance.sample(found, min(most, len(found)))


def _of(changes: Sequence[FileChange], suffix: str) -> list[FileChange]:
    return [one for one in changes if (one.new or one.old or "").endswith(suffix)]


def _open(commit: mined.Commit) -> Iterator[mined.One]:
    """What vanished, and what is another one under its name for more than half."""
    before = Counter((one.path, one.symbol.name) for one in commit.before)
    after = {(one.path, one.symbol.name): one for one in commit.after}
    for one in commit.before:
        is_one = before[one.path, one.symbol.name] == 1
        if not is_one or one.symbol.end_line - one.symbol.line < _LINES - 1:
            continue
        held = after.get((commit.target.get(one.path, ""), one.symbol.name))
        if not commit.is_held(one) or (held and mined.alike(one, held) < _LOOSE):
            yield one


def _draw(history: History, options: argparse.Namespace) -> None:
    chance = random.Random(options.seed)
    found = drawn(history, options.suffix, chance, options.most)
    for _, (commit, changes, asked) in zip(range(options.changes), found, strict=False):
        folder = options.out / f"{name_of(options.git_dir)}-{commit[:10]}"
        _, (before, after) = mined.read(history, changes)
        write((before, after, []), folder)
        (folder / "truth.jsonl").unlink()
        told = [_asked(one, commit, name_of(options.git_dir)) for one in sorted(asked, key=_place)]
        lines = "".join(json.dumps(one) + "\n" for one in told)
        (folder / "asked.jsonl").write_text(lines, "utf-8")


def _place(one: mined.One) -> tuple[str, int]:
    return one.path, one.symbol.line


def _asked(one: mined.One, commit: str, repository: str) -> dict[str, Any]:
    at = {"path": one.path, "line": one.symbol.line, "symbol": one.symbol.name}
    return {"repository": repository, "commit": commit[:10], **at}


def _write(history: History, options: argparse.Namespace) -> None:
    """The judged commits with their truth."""
    records = [json.loads(line) for line in options.judged.read_text("utf-8").splitlines()]
    mine = [one for one in records if one["repository"] == name_of(options.git_dir)]
    mine = [one for one in mine if one["path"].endswith(options.suffix)]
    sure = [one for one in mine if not one.get("doubt")]
    tell(f"{len(sure)} judged, {len(mine) - len(sure)} left out as doubtful")
    for commit in dict.fromkeys(one["commit"] for one in sure):
        ((_, changes),) = history.changes(f"{commit}^", commit)
        read, (before, after) = mined.read(history, _of(changes, options.suffix))
        truth = [_truth(one, read) for one in sure if one["commit"] == commit]
        write((before, after, truth), options.out / f"{name_of(options.git_dir)}-{commit}")


def _truth(record: Mapping[str, Any], commit: mined.Commit) -> dict[str, Any]:
    old = _one(commit.before, record["path"], record["line"], record["symbol"])
    if old is None:
        raise SystemExit(f"nothing is called {record['symbol']} before {record['commit']}")
    at = {key: value for key, value in old.told().items() if key != "name"}
    told = at | {"symbol": old.symbol.name}
    if record["after"] is None:
        return {"done": "deleted", **told, "after": None}
    path, _, rest = record["after"].partition("::")
    name, _, line = rest.rpartition(":")
    if new := _one(commit.after, path, int(line), name):
        return {"done": _done(old, new, commit), **told, "after": new.told()}
    where = {"path": path, "line": int(line), "end_line": int(line), "name": ""}
    return {"done": "becomes another form", **told, "after": where}


def _one(ones: Sequence[mined.One], path: str, line: int, name: str) -> mined.One | None:
    """The definition at or right by a line; what holds a function in a variable is one, too."""
    files = {one.path: one.parsed for one in ones}
    last = name.rpartition(".")[2]
    symbols = files[path].outline.symbols if path in files else ()
    named = [one for one in symbols if one.last_name == last and abs(one.line - line) <= _BESIDE]
    if not named:
        return None
    symbol = min(named, key=lambda one: (abs(one.line - line), one.name != name))
    return mined.One(path, symbol, files[path])


def _done(old: mined.One, new: mined.One, commit: mined.Commit) -> str:
    home = commit.target.get(old.home[0], ""), old.home[1]
    done = ["moved"] * (new.home != home)
    done += ["renamed"] * (new.symbol.last_name != old.symbol.last_name)
    if done and commit.is_held(old):
        return "name taken: " + ", ".join(done)
    return ", ".join(done) or "stays"


def main() -> None:
    """As told above."""
    parser = arguments(__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--changes", type=int, default=25)
    parser.add_argument("--most", type=int, default=6, help="definitions of one commit")
    parser.add_argument("--judged", type=Path)
    options = parser.parse_args()
    history = History(options.git_dir)
    _write(history, options) if options.judged else _draw(history, options)


if __name__ == "__main__":
    main()
