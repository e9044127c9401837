"""Is a placement as often right as its confidence says? Prints the table of README.md.

    python -m tests.evaluation.anchoring.calibration FOLDER [FOLDER=PAIRS.jsonl] ...

FOLDER holds changes as `cases` describes them; the placing itself is asked. A place counts as right
if the definition is there, also where a person would be asked; what is gone is nowhere.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from tests.evaluation.anchoring import baselines
from tests.evaluation.anchoring import direct as placing
from tests.evaluation.anchoring.cases import load
from tests.evaluation.anchoring.told import tell

BANDS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.99, 1.01)


def placed(folder: Path, pairs: Path | None) -> Iterator[tuple[str, float, bool]]:
    """Language, confidence and whether it is right, of all that was given a place."""
    for change in load(folder, pairs):
        told = baselines.Told(change, placing.renames(change))
        answers, _ = placing.answers(told)
        for case in change.cases:
            answer = answers.get(case.id)
            if answer is not None and answer.confidence is not None:
                yield Path(case.path).suffix, answer.confidence, case.is_at(answer)


def main() -> None:
    """As told above."""
    counts: Counter[tuple[str, int]] = Counter()
    rights: Counter[tuple[str, int]] = Counter()
    for argument in sys.argv[1:]:
        folder, _, pairs = argument.partition("=")
        for language, confidence, is_right in placed(Path(folder), Path(pairs) if pairs else None):
            band = max(at for at, low in enumerate(BANDS) if confidence >= low)
            counts[language, band] += 1
            rights[language, band] += is_right
    bands = [f"{low:.2f} to {high:.2f}" for low, high in pairwise(BANDS)]
    tell(f"| | {' | '.join(bands)} |\n|{' --- |' * (1 + len(bands))}")
    for language in sorted({one for one, _ in counts}):
        cells = [
            f"{rights[language, at]} of {n}" if (n := counts[language, at]) else ""
            for at in range(len(bands))
        ]
        tell(f"| {language} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
