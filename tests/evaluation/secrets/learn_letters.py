"""Learns the letter table of `chesterton.redact.bigrams` from text on this machine and prints it.

    python tests/evaluation/secrets/learn_letters.py FILE_OR_FOLDER...

Words of source code and prose are taken, those that look like digests left out. What is printed
is pasted into `letters.py`; the table changes only when somebody means it to.
"""

import math
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from chesterton.redact.bigrams import ALPHABET, classes

WORD = re.compile(r"[A-Za-z0-9_+/.-]{4,60}")
HEX = re.compile(r"[0-9a-fA-F-]{12,}|.*\d.*\d.*\d.*\d.*\d.*")
TEXT = {".py", ".md", ".rst", ".txt", ".js", ".ts", ".json", ".java", ".go", ".yaml"}
SMOOTHING = 0.5


def words(places: list[str]) -> Iterator[str]:
    for place in map(Path, places):
        files = [place] if place.is_file() else sorted(place.rglob("*"))
        for file in files:
            if file.suffix in TEXT and file.is_file() and file.stat().st_size < 500_000:
                yield from set(WORD.findall(file.read_text(errors="ignore")))


def table(found: Iterator[str]) -> str:
    pairs: Counter[str] = Counter()
    for word in found:
        if not HEX.fullmatch(word):
            shape = classes(word)
            pairs.update(shape[i : i + 2] for i in range(len(shape) - 1))
    rows = []
    for left in ALPHABET:
        total = sum(pairs[left + right] + SMOOTHING for right in ALPHABET)
        costs = (-math.log2((pairs[left + right] + SMOOTHING) / total) for right in ALPHABET)
        rows.append("".join("0123456789abcdef"[min(15, round(cost))] for cost in costs))
    return "\n".join(rows)


if __name__ == "__main__":
    print(table(words(sys.argv[1:])))  # noqa: T201
