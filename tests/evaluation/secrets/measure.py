"""What share of the secrets of the test set is removed, and what harmless text is damaged."""

import re
from collections import defaultdict
from collections.abc import Iterable

from chesterton.redact.clean import clean
from tests.evaluation.secrets.samples import Sample

PLACEHOLDER = re.compile(r"\[redacted:[a-z0-9-]+\]")
PIECE = 4


def remains(sample: Sample) -> bool:
    """Whether four characters in a row of any of its secrets are still there."""
    cleaned = PLACEHOLDER.sub("\n", clean(sample.text).text)
    around = sample.text
    for secret in sample.secrets:
        around = around.replace(secret, "\n")
    return any(
        piece in cleaned and piece not in around
        for secret in sample.secrets
        for piece in (secret[i : i + PIECE] for i in range(len(secret) - PIECE + 1))
    )


def removal(samples: Iterable[Sample]) -> dict[str, tuple[int, list[Sample]]]:
    """For each kind, how many there were and which were not fully removed."""
    numbers: dict[str, int] = defaultdict(int)
    missed: dict[str, list[Sample]] = defaultdict(list)
    for sample in samples:
        numbers[sample.kind] += 1
        if remains(sample):
            missed[sample.kind].append(sample)
    return {kind: (number, missed[kind]) for kind, number in numbers.items()}
