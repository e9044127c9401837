"""Runs a formatter over a whole tree with notes in it, before and after the commit.

    python -m tests.evaluation.anchoring.whole_tree FOLDER SUFFIX [--notes 500] -- COMMAND ...

FOLDER is copied; COMMAND is run in the copy and formats it in place. Every note has to be current
afterwards, while the change is not committed and when it is.
"""

import argparse
import random
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from subprocess import run
from typing import Any

from chesterton.syntax.language import language_for
from chesterton.syntax.outline import parse
from tests.evaluation.anchoring.product import Sandbox
from tests.evaluation.anchoring.told import tell

_SMALLEST = 4


def drawn(root: Path, suffix: str, count: int, chance: random.Random) -> Iterator[dict[str, Any]]:
    """A note on a definition each of so many files."""
    files = sorted(file for file in root.rglob(f"*{suffix}") if ".git" not in file.parts)
    chance.shuffle(files)
    made = 0
    for file in files:
        symbols = parse(file.read_bytes().decode("utf-8", "replace"), language_for(file.name))
        outline = symbols.outline
        long = [one for one in outline.symbols if one.end_line - one.line >= _SMALLEST]
        alone = [one for one in long if len(outline.named(one.name)) == 1]
        if alone and made < count:
            one, made = chance.choice(alone), made + 1
            path = file.relative_to(root).as_posix()
            place = {"path": path, "line": one.line, "symbol": one.name}
            yield {"kind": "decision", "title": f"note {made}", **place}


def states(notes: Mapping[str, Mapping[str, Any]]) -> dict[str, int]:
    """How many notes are in which state."""
    return dict(Counter(note["state"] for note in notes.values()))


def main() -> None:
    """As told above."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("suffix")
    parser.add_argument("--notes", type=int, default=500)
    parser.add_argument("command", nargs="+")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        sandbox, tree = Sandbox(scratch), Path(scratch, "tree")
        shutil.copytree(options.folder, tree, ignore=shutil.ignore_patterns(".git"))
        sandbox.git("init", "-q")
        sandbox.lay(tree)
        chance = random.Random(1)
        sandbox.remember([*drawn(sandbox.repository, options.suffix, options.notes, chance)])
        tell(f"noted: {states(sandbox.notes())}")
        run(options.command, cwd=sandbox.repository, check=False)
        changed = sandbox.git("status", "--porcelain").count("\n")
        tell(f"{changed} files formatted: {states(sandbox.notes())}")
        sandbox.git("commit", "-qam", "Format")
        tell(f"committed: {states(sandbox.notes())}")


if __name__ == "__main__":
    main()
