"""Ten notes on a real repository: in a real Neovim and under the capabilities of other editors.

    python -m tests.evaluation.real_repositories.check REPOSITORY... [--editor NAME] [--screens DIR]

One line for each repository, editor, definition and check; then a table. Fails on any miss.
"""

import argparse
import asyncio
import shutil
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from tests.evaluation.real_repositories import neovim, protocol
from tests.evaluation.real_repositories.protocol import Result
from tests.evaluation.real_repositories.subjects import Ground

EDITORS = ("neovim", "vscode", "emacs", "helix")
CHECKS = ("lens", "hover", "touched", "undone", "changed", "healed", "renamed", "moved", "no popup")


def of_repository(source: Path, editors: Iterable[str], screens: Path | None) -> list[Result]:
    found: list[Result] = []
    for name in editors:
        home = Path(tempfile.mkdtemp())
        try:
            ground = Ground.prepared(source, home)
            if name == "neovim":
                found += neovim.results(ground, screens and screens / source.name)
            else:
                found += asyncio.run(protocol.results(name, ground))
        finally:
            shutil.rmtree(home, ignore_errors=True)
    for each in found:
        row = (source.name, each.editor, f"{each.subject.path}::{each.subject.name}", each.check)
        sys.stdout.write(f"{' | '.join(row)} | {'ok' if each.passed else f'MISSED {each.seen}'}\n")
    sys.stdout.flush()
    return found


def table(found: dict[str, list[Result]]) -> Iterable[str]:
    """Passed of tried, for each repository and editor."""
    yield "| repository | editor | " + " | ".join(CHECKS) + " |"
    yield "| --- | --- |" + " --- |" * len(CHECKS)
    for repository, results in found.items():
        by_editor: defaultdict[str, list[Result]] = defaultdict(list)
        for each in results:
            by_editor[each.editor].append(each)
        for editor, mine in by_editor.items():
            cells = (_cell([each for each in mine if each.check == check]) for check in CHECKS)
            yield f"| {repository} | {editor} | " + " | ".join(cells) + " |"


def _cell(results: list[Result]) -> str:
    return f"{sum(each.passed for each in results)} of {len(results)}" if results else "-"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("repositories", nargs="+", type=Path)
    parser.add_argument("--editor", action="append", choices=EDITORS)
    parser.add_argument("--screens", type=Path, help="where Neovim's screens are written as text")
    options = parser.parse_args()
    found = {
        source.name: of_repository(source, options.editor or EDITORS, options.screens)
        for source in options.repositories
    }
    sys.stdout.write("\n" + "\n".join(table(found)) + "\n")
    return not all(each.passed for results in found.values() for each in results)


if __name__ == "__main__":
    raise SystemExit(main())
