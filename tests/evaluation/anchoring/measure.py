"""Where do notes end up after one change? Prints the tables of README.md.

    python -m tests.evaluation.anchoring.measure FOLDER [--pairs PAIRS.jsonl] [--errors]

FOLDER holds changes as `cases` describes them; every one is asked through the real command line,
with `--direct` the placing itself.
"""

import argparse
import statistics
from collections import Counter, defaultdict
from collections.abc import Mapping
from pathlib import Path

from tests.evaluation.anchoring import baselines, product
from tests.evaluation.anchoring import direct as placing
from tests.evaluation.anchoring.cases import Answer, Case, Change, load
from tests.evaluation.anchoring.told import tell

PRODUCT = "**chesterton**"
VERDICTS = ("right", "wrong", "missed", "ghost", "unsure")


class Table:
    """Verdicts by who said it and what was done."""

    def __init__(self) -> None:
        self.counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)

    def add(self, who: str, case: Case, answer: Answer) -> str:
        """One answer judged."""
        verdict = case.verdict(answer)
        groups = ["all", case.done]
        groups += ["hard"] * case.is_hard + ["name reused"] * case.is_reused
        groups += ["gone"] * (case.after is None)
        for group in groups:
            count = self.counts[who, group]
            count[verdict] += 1
            count["n"] += 1
            count[f"{verdict}, named"] += any(map(case.is_at, answer.candidates[:3]))
            count["gone, something named"] += verdict == "right" and _names(answer)
        return verdict

    def row(self, who: str, group: str) -> str:
        """One line of a table."""
        count = self.counts[who, group]
        shares = " | ".join(f"{100 * count[name] / count['n']:.1f}" for name in VERDICTS)
        return f"| {who} | {group} | {count['n']} | {shares} |"

    def tell(self) -> None:
        """Everything."""
        tell(f"| who | what | n | {' | '.join(VERDICTS)} |\n|{' --- |' * (3 + len(VERDICTS))}")
        for who in dict.fromkeys(who for who, _ in self.counts):
            mine = sorted({group for name, group in self.counts if name == who})
            shown = mine if who == PRODUCT else [one for one in mine if one in {"all", "hard"}]
            for group in sorted(shown, key=lambda one: (one != "all", one != "hard", one)):
                tell(self.row(who, group))
        found = self.counts[PRODUCT, "all"]
        for verdict, told in (("unsure", "uncertain"), ("missed", "lost")):
            among = f"{found[f'{verdict}, named']} of {found[verdict]}"
            tell(f"{told} with the right one among the first three: {among}")
        gone = self.counts[PRODUCT, "gone"]
        among = f"{gone['gone, something named']} of {gone['right']}"
        tell(f"gone, and something named all the same: {among}")


def _names(answer: Answer) -> bool:
    return answer.path is None and bool(answer.candidates)


def _error(case: Case, verdict: str, answer: Answer) -> str:
    truth = _written(case.after) if case.after else "gone"
    asked = f"{case.id} {case.path}::{case.name}"
    return f"{verdict:7} {case.done:28} {asked} -> {truth} | said {_written(answer)}"


def _written(answer: Answer) -> str:
    return f"{answer.path}::{answer.name}:{answer.line}"


def _asked(change: Change, *, direct: bool) -> tuple[baselines.Told, Mapping[str, Answer], float]:
    if direct:
        told = baselines.Told(change, placing.renames(change))
        return told, *placing.answers(told)
    answers, _, renames, seconds = product.answers(change)
    return baselines.Told(change, renames), answers, seconds


def main() -> None:
    """As told above."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pairs", type=Path)
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--product-only", action="store_true")
    parser.add_argument("--direct", action="store_true")
    options = parser.parse_args()
    table, times, errors = Table(), [], []
    rules: Mapping[str, baselines.Rule] = {} if options.product_only else baselines.RULES
    for change in load(options.folder, options.pairs):
        told, answers, seconds = _asked(change, direct=options.direct)
        times.append(1000 * seconds / max(1, len(change.cases)))
        for case in change.cases:
            if case.id not in answers:
                continue
            for name, rule in rules.items():
                table.add(name, case, rule(told, case))
            verdict = table.add(PRODUCT, case, answers[case.id])
            if verdict != "right":
                errors.append(_error(case, verdict, answers[case.id]))
    table.tell()
    tell(f"milliseconds a note: {statistics.median(times):.1f}")
    if options.errors:
        tell(*errors)


if __name__ == "__main__":
    main()
