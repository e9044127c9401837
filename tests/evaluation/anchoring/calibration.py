"""Is a placement as often right as its confidence says? Prints the table of README.md.

    python -m tests.evaluation.anchoring.calibration FOLDER [FOLDER=PAIRS.jsonl] ...

FOLDER holds changes as `cases` describes them; the placing itself is asked, and only what it gives
a place is counted. A place counts as right if the definition is there; what is gone is nowhere.
"""

import sys
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from tests.evaluation.anchoring import baselines
from tests.evaluation.anchoring import direct as placing
from tests.evaluation.anchoring.cases import load
from tests.evaluation.anchoring.told import tell

BANDS = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1.01)

ALL = "all"


def placed(folder: Path, pairs: Path | None) -> Iterator[tuple[str, float, bool]]:
    """Language, confidence and whether it is right, of all that was given a place."""
    for change in load(folder, pairs):
        told = baselines.Told(change, placing.renames(change))
        answers, _ = placing.answers(told)
        for case in change.cases:
            answer = answers.get(case.id)
            if answer and answer.confidence is not None and not answer.is_unsure:
                yield Path(case.path).suffix, answer.confidence, case.is_at(answer)


def main() -> None:
    """As told above."""
    found: defaultdict[tuple[str, int], list[tuple[float, bool]]] = defaultdict(list)
    for argument in sys.argv[1:]:
        folder, _, pairs = argument.partition("=")
        for language, confidence, is_right in placed(Path(folder), Path(pairs) if pairs else None):
            band = max((at for at, low in enumerate(BANDS) if confidence >= low), default=0)
            for who in (language, ALL):
                found[who, band].append((confidence, is_right))
    bands = [f"{low:.2f} to {min(high, 1):.2f}" for low, high in pairwise(BANDS)]
    tell(f"| | {' | '.join(bands)} |\n|{' --- |' * (1 + len(bands))}")
    for language in sorted({one for one, _ in found}, key=lambda one: (one == ALL, one)):
        cells = [_cell(found[language, at]) for at in range(len(bands))]
        tell(f"| {language} | {' | '.join(cells)} |")


def _cell(answers: list[tuple[float, bool]]) -> str:
    if not answers:
        return ""
    right = sum(is_right for _, is_right in answers)
    mean = sum(confidence for confidence, _ in answers) / len(answers)
    return f"{right} of {len(answers)}: {right / len(answers):.3f} (says {mean:.3f})"


if __name__ == "__main__":
    main()
