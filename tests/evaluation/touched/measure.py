"""Labelled edits of noted code, made again in real repositories: is the warning one to be glad of?

    python -m tests.evaluation.touched.measure MIRROR LABELS... [--whole] [--still-true]

MIRROR holds git repositories as OWNER+NAME/repo or OWNER/NAME, bare or not. LABELS are JSON Lines,
one labelled edit a line: repo, commit, path, symbol, note_commit, label (glad, neutral, noise),
signal, why.

The note of an edit is the message of `note_commit`, on the middle line of its largest added hunk,
imported as confirmed at that commit with the commit as its link. Then the parent of `commit` is
checked out, the file (with --whole: every file) is written as `commit` has it, and the product is
asked what it tells about the uncommitted edit. With --still-true the note is confirmed at the
parent first, so that its anchor is the parent's code and no longer that of the note's commit.
With --watches only the notes in that file are asked about, with the watch that a person wrote for
them: JSON Lines with repo, note_commit and watch, a list of words.
"""

import argparse
import json
import os
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

from tests.evaluation.touched.figures import by_signal, table
from tests.evaluation.touched.replay import Replay, source_of


def main() -> int:
    """Replays the labelled edits and prints the tables."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("mirror", type=Path)
    parser.add_argument("labels", type=Path, nargs="+")
    parser.add_argument("--whole", action="store_true", help="write every file of the commit")
    parser.add_argument("--still-true", action="store_true", help="confirm at the parent first")
    parser.add_argument("--watches", type=Path, help="the watch of each note, as JSON Lines")
    parser.add_argument("--only", metavar="OWNER/NAME", help="this repository alone")
    parser.add_argument("--out", type=Path, help="each edit with its answer, as JSON Lines")
    options = parser.parse_args()
    watches = _watches(options.watches) if options.watches else None
    by_repository = defaultdict(list)
    for file in options.labels:
        for line in file.read_text().splitlines():
            event = json.loads(line)
            is_asked = watches is None or event["note_commit"] in watches
            if is_asked and options.only in {None, event["repo"]}:
                by_repository[event["repo"]].append(event)
    answered = []
    for repo, events in by_repository.items():
        with tempfile.TemporaryDirectory(prefix="touched-") as folder:
            os.environ["CHESTERTON_DATA_DIR"] = f"{folder}/data"
            replay = Replay(source_of(options.mirror, repo), Path(folder), options, watches)
            answered += replay.run(events)
            sys.stderr.write(f"{repo}: {len(events)} edits\n")
    if options.out:
        options.out.write_text("".join(json.dumps(event) + "\n" for event in answered))
    sys.stdout.write(f"{table(answered)}\n\n{by_signal(answered)}\n")
    return int(any(event["answer"] is None for event in answered))


def _watches(path: Path) -> dict[str, list[str]]:
    lines = map(json.loads, path.read_text().splitlines())
    return {each["note_commit"]: each["watch"] for each in lines}


if __name__ == "__main__":
    sys.exit(main())
