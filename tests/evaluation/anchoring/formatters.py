"""Does a formatter make notes stale? Runs a real one over real files and compares every definition.

    python -m tests.evaluation.anchoring.formatters GIT_DIR SUFFIX [--files 60] -- COMMAND ...

COMMAND reads a file from its standard input and writes it formatted. Files that it leaves as they
are, or refuses, are not counted.
"""

import random
import subprocess
from collections import Counter
from collections.abc import Iterator

from chesterton.model.symbol import Symbol
from chesterton.syntax.language import language_for
from chesterton.syntax.outline import Parsed, parse
from tests.evaluation.anchoring.generate import files_of
from tests.evaluation.anchoring.project import arguments, name_of
from tests.evaluation.anchoring.told import tell


def formatted(command: list[str], text: str) -> str | None:
    """The text as the formatter writes it; None where it refuses."""
    done = subprocess.run(command, input=text.encode(), capture_output=True, check=False)
    return done.stdout.decode("utf-8") if done.returncode == 0 and done.stdout else None


def edited(before: Parsed, after: Parsed) -> Iterator[tuple[Symbol, Symbol]]:
    """The definitions of which the formatter changed the text."""
    for old in before.outline.symbols:
        new = after.outline.find(*old.key)
        if new is not None and before.source(old) != after.source(new):
            yield old, new


def main() -> None:
    """As told above."""
    parser = arguments(__doc__)
    parser.add_argument("--files", type=int, default=60)
    parser.add_argument("command", nargs="+")
    options = parser.parse_args()
    files = files_of(options.git_dir, "HEAD", options.suffix)
    paths = random.Random(options.seed).sample(sorted(files), min(options.files, len(files)))
    counts: Counter[str] = Counter()
    for path in paths:
        text = formatted(options.command, files[path])
        if text is None or text == files[path]:
            continue
        before, after = (parse(one, language_for(path)) for one in (files[path], text))
        counts["files"] += 1
        counts["gone"] += len(before.outline.symbols) - len(after.outline.symbols)
        for old, new in edited(before, after):
            counts["edited"] += 1
            if before.fingerprint(old) != after.fingerprint(new):
                counts["flagged"] += 1
                tell(f"{path}::{old.name}")
    name = name_of(options.git_dir)
    tell(f"{name}, {options.command[0]}: {dict(counts)}")


if __name__ == "__main__":
    main()
