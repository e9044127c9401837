"""Makes changes of real code from a seed: files before and after, and where the definitions went.

    python -m tests.evaluation.anchoring.generate GIT_DIR SUFFIX OUT [--changes 30] [--seed 1]

OUT/<change>/{before,after}/ and OUT/<change>/truth.jsonl, one definition a line.
"""

import json
import random
import re
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from chesterton.syntax.language import language_for
from chesterton.syntax.outline import parse
from tests.evaluation.anchoring import refactorings as made
from tests.evaluation.anchoring.marked import Bench, Marked
from tests.evaluation.anchoring.project import arguments, name_of
from tests.evaluation.anchoring.refactorings import WORKS, Draft

_WORD = re.compile(r"[a-z]{4,9}")
_SIZES = range(800, 60_000)
_BYSTANDERS = 6
_MEMBERS = 3
_TRIES = 40

Files = Mapping[str, str]


def files_of(git_dir: str, revision: str, suffix: str) -> dict[str, str]:
    """The source files of one commit."""
    listed = _git(git_dir, "ls-tree", "-r", "-l", revision).decode("utf-8", "replace")
    rows = (line.split(None, 4) for line in listed.splitlines())
    wanted = [row for row in rows if row[4].endswith(suffix) and row[3].isdigit()]
    texts = {
        row[4]: _git(git_dir, "cat-file", "blob", row[2]) for row in wanted if int(row[3]) in _SIZES
    }
    return {path: text for path, data in texts.items() if (text := _decoded(data)) is not None}


def _git(git_dir: str, *arguments: str) -> bytes:
    return subprocess.run(
        ["git", "--git-dir", git_dir, *arguments], check=True, capture_output=True
    ).stdout


def _decoded(data: bytes) -> str | None:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return None if "\ue000" in text else text.removeprefix("\ufeff").replace("\r\n", "\n")


def changes(
    files: Files, seed: int, count: int
) -> Iterator[tuple[Files, Files, list[dict[str, Any]]]]:
    """Files before, files after, and the truth."""
    chance = random.Random(seed)
    found = 0
    for _ in range(count * _TRIES):
        change = _change(chance, files)
        if change is not None:
            yield change
            found += 1
        if found == count:
            return


def _change(
    chance: random.Random, files: Files
) -> tuple[Files, Files, list[dict[str, Any]]] | None:
    before = _chosen(chance, files)
    bench = Bench(before)
    if len(bench.defined) < 12:
        return None
    others = {path: text for path, text in files.items() if path not in before}
    draft = Draft(chance, bench, _donors(chance, others))
    draft.words = sorted(
        set(_WORD.findall(" ".join(one.symbol.last_name.lower() for one in bench.defined)))
    ) or ["part"]
    _work(draft, chance.randint(6, 14))
    _work_on_files(draft)
    after = bench.plain()
    if _broken(before) < _broken(after) or before == after:
        return None
    return before, after, _truth(draft)


def _chosen(chance: random.Random, files: Files) -> dict[str, str]:
    """A few files that stand close to each other."""
    first = chance.choice(sorted(files))
    near = sorted(files, key=lambda path: (-_common(path, first), chance.random()))
    return {path: files[path] for path in near[: chance.randint(2, 7)]}


def _common(path: str, other: str) -> int:
    pairs = zip(PurePosixPath(path).parent.parts, PurePosixPath(other).parent.parts, strict=False)
    return sum(first == second for first, second in pairs)


def _donors(chance: random.Random, files: Files) -> list[str]:
    """Functions from elsewhere in the project."""
    found: list[str] = []
    for path in chance.sample(sorted(files), min(4, len(files))):
        parsed = parse(files[path], language_for(path))
        found += [
            parsed.source(symbol)
            for symbol in parsed.outline.symbols
            if symbol.kind.value in {"function", "method"}
            and 2 < symbol.end_line - symbol.line < 40
        ]
    return found


def _work(draft: Draft, count: int) -> None:
    names = list(WORKS)
    for name in draft.chance.choices(names, [WORKS[one][1] for one in names], k=count):
        work = WORKS[name][0]
        is_class = draft.chance.random() < 0.2 and name in _FOR_CLASSES
        one = draft.free(_is_class if is_class else _is_function)
        if one is None:
            continue
        kept = dict(draft.bench.files)
        if work(draft, one):
            draft.done[one.number] = name
            members = [two for two in made.inside(draft, one) if two.symbol.parent is not None]
            for member in draft.chance.sample(members, min(_MEMBERS, len(members))):
                draft.done[member.number] = f"inside: {name}"
        else:
            draft.bench.files = kept


_FOR_CLASSES = {"renamed", "moved", "moved, renamed", "deleted", "renamed, edited", "reordered"}


def _is_class(one: Marked) -> bool:
    kinds = {"class", "struct", "interface", "enum"}
    return one.symbol.is_container and one.symbol.kind.value in kinds


def _is_function(one: Marked) -> bool:
    return one.is_function and one.symbol.end_line > one.symbol.line


def _work_on_files(draft: Draft) -> None:
    """Now and then whole files are renamed, split or merged."""
    chance = draft.chance
    paths = sorted(
        path for path in draft.bench.files if any(one.path == path for one in draft.bench.defined)
    )
    chance.shuffle(paths)
    kind = chance.random()
    if kind < 0.15 and paths:
        made.rename_file(draft, paths[0])
    elif kind < 0.3 and paths:
        made.split_file(draft, paths[0])
    elif kind < 0.4 and len(paths) > 1:
        made.merge_files(draft, paths[0], paths[1])
    for one in draft.bench.defined:
        spot = draft.bench.where(one)
        is_named = one.is_function or one.symbol.is_container  # two scripts merged have two `app`
        if spot and spot.path != one.path and one.number not in draft.done and is_named:
            draft.done[one.number] = "its file renamed, split or merged"


def _broken(files: Files) -> int:
    return sum(parse(text, language_for(path)).has_errors for path, text in files.items())


def _truth(draft: Draft) -> list[dict[str, Any]]:
    chance = draft.chance
    whole = [number for number, done in draft.done.items() if done.startswith("its file")]
    for number in chance.sample(whole, max(0, len(whole) - _BYSTANDERS)):
        del draft.done[number]
    rest = [one for one in draft.bench.defined if one.number not in draft.done]
    left = [one for one in rest if draft.bench.where(one)]
    for one in chance.sample(left, min(_BYSTANDERS, len(left))):
        spot = draft.bench.where(one)
        if spot and spot.path == one.path and spot.name == one.symbol.last_name:
            draft.done[one.number] = "stays"
    return [
        _told(draft, draft.bench.defined[number], done)
        for number, done in sorted(draft.done.items())
    ]


def _told(draft: Draft, one: Marked, done: str) -> dict[str, Any]:
    spot = draft.bench.where(one)
    return {
        "done": done,
        "path": one.path,
        "line": one.symbol.line,
        "end_line": one.symbol.end_line,
        "symbol": one.symbol.name,
        "kind": one.symbol.kind.value,
        "ordinal": one.symbol.ordinal,
        "after": None
        if spot is None
        else {"path": spot.path, "line": spot.line, "end_line": spot.end_line, "name": spot.name},
    }


def write(change: tuple[Files, Files, list[dict[str, Any]]], folder: Path) -> None:
    """One change on disk."""
    before, after, truth = change
    for side, files in (("before", before), ("after", after)):
        for path, text in files.items():
            target = folder / side / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, "utf-8", newline="")
    lines = [json.dumps({"id": f"{folder.name}-{at}"} | told) for at, told in enumerate(truth)]
    (folder / "truth.jsonl").write_text("\n".join(lines) + "\n", "utf-8")


def main() -> None:
    """As told above."""
    parser = arguments(__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--rev", default="HEAD")
    parser.add_argument("--changes", type=int, default=30)
    options = parser.parse_args()
    files = files_of(options.git_dir, options.rev, options.suffix)
    name = name_of(options.git_dir)
    for number, change in enumerate(changes(files, options.seed, options.changes)):
        write(change, options.out / f"{name}-{options.suffix[1:]}-{options.seed}-{number}")


if __name__ == "__main__":
    main()
