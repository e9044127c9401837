"""Every situation of every table holds in all languages that have such code.

Nine kinds of situations are tables here. Five have tests of their own, with twenty situations each:
`test_macro_situations` and `test_number_positions` one folder up, `test_evidence_situations` and
`test_namesake_situations` beside the tests of following, `test_follow_overload_situations` beside
those of the command line.
"""

import pytest

from tests.unit.anchoring.situations.code import WRITERS
from tests.unit.anchoring.situations.tables import (
    classes,
    containers,
    copies,
    inlined,
    names,
    namesakes,
    splits,
    twins,
    unrelated,
)

TABLES = {
    "twins": twins.SITUATIONS,
    "classes": classes.SITUATIONS,
    "names": names.SITUATIONS,
    "inlined": inlined.SITUATIONS,
    "containers": containers.SITUATIONS,
    "namesakes": namesakes.SITUATIONS,
    "splits": splits.SITUATIONS,
    "unrelated": unrelated.SITUATIONS,
    "copies": copies.SITUATIONS,
}
_FEWEST = 20

CASES = [
    pytest.param(
        one,
        id=f"{kind}: {one.title}",
        marks=pytest.mark.xfail(strict=True, reason=one.broken) if one.broken else (),
    )
    for kind, situations in TABLES.items()
    for one in situations
]


@pytest.mark.parametrize("situation", CASES)
def test_every_definition_is_where_it_has_to_be(situation):
    writers = [one for one in WRITERS if one.suffix not in situation.without]
    missed = {one.suffix: misses for one in writers if (misses := situation.misses(one))}
    assert missed == {}


@pytest.mark.parametrize("kind", TABLES)
def test_each_kind_has_twenty_situations(kind):
    titles = [one.title for one in TABLES[kind]]
    assert len(set(titles)) == len(titles) >= _FEWEST
