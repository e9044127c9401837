"""Names looked up by their words and letters are those that comparing every pair finds."""

import random
from heapq import nlargest

import pytest

from chesterton.anchoring.definitions.comparison import name_likeness
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
def test_the_most_alike_are_the_same_as_by_comparing_every_pair(seed, count):
    one, *pool = definitions(random.Random(seed))
    pairwise = nlargest(count, pool, key=lambda other: name_likeness(one, other))
    assert list(NameIndex(pool).most_alike(one, count)) == pairwise


def test_a_pool_may_be_smaller_than_what_is_wanted():
    one, other, *_ = definitions(random.Random(0))
    assert list(NameIndex([other]).most_alike(one, 3)) == [other]
