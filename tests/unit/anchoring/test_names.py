"""The name index finds the same names as comparing every pair."""

import random
from heapq import nlargest

import pytest

from chesterton.anchoring.definitions.comparison import name_similarity
from chesterton.anchoring.definitions.definition import Definition
from chesterton.anchoring.definitions.similar_names import NameIndex
from chesterton.syntax.language import language_for
from chesterton.syntax.outline import parse

WORDS = ("get", "set", "card", "bank", "Order", "is", "test", "Invoice", "http", "URL", "charge")


def definitions(chance):
    names = ["_".join(chance.choices(WORDS, k=chance.randint(1, 3))) for _ in range(40)]
    names += ["".join(chance.choices(WORDS, k=chance.randint(1, 3))) for _ in range(40)]
    source = "".join(f"def {name}(): pass\n" for name in names)
    parsed = parse(source, language_for("shop.py"))
    return [Definition("shop.py", symbol, parsed) for symbol in parsed.outline.symbols]


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("seed", range(20))
def test_the_index_finds_the_same_names_as_comparing_every_pair(seed, count):
    wanted, *pool = definitions(random.Random(seed))
    pairwise = nlargest(count, pool, key=lambda other: name_similarity(wanted, other))
    assert list(NameIndex(pool).most_alike(wanted, count)) == pairwise


def test_a_pool_may_be_smaller_than_the_requested_count():
    wanted, other, *_ = definitions(random.Random(0))
    assert list(NameIndex([other]).most_alike(wanted, 3)) == [other]
