"""What is gone does not settle on unrelated short code that took its place."""

import pytest

from chesterton.model.anchor import Lost
from tests.unit.anchoring.situations.code import BLOCK, PAY, WRITERS, outcomes, written

SHORT = {
    "is_even": (("n",), ("return n % 2 == 0",)),
    "orig": (("x",), ("y = x + 1", "return y * 3")),
    "clamp": (("value", "low"), ("return max(low, value)",)),
    "greet": (("name",), ('return "hello " + name',)),
    "total": (("rows",), ("return sum_of(rows.prices)",)),
    "is_ready": ((), ("return state.open",)),
    "half": (("amount",), ("return amount / 2",)),
    "tail": (("items",), ("first = items.head()", "return items.without(first)")),
    "noop": ((), ("return 1",)),
    "spell": (("word",), ("letters = list_of(word)", "return join(letters)")),
}
UNRELATED = {
    "unrelated": ((), ("return 1",)),
    "banner": (("width",), ("return stars(width)",)),
    "now": ((), ("return clock.time()",)),
    "version_of": (("package",), ("found = registry.find(package)", "return found.version")),
    "limit": (("n",), ("return 10",)),
}


@pytest.fixture(params=WRITERS, ids=lambda one: one.suffix)
def w(request):
    return request.param


@pytest.mark.parametrize("neighbour", [None, PAY], ids=["alone", "neighbour"])
def test_no_unrelated_function_is_taken_for_a_short_one_that_is_gone(w, neighbour):
    path = f"x{w.suffix}"
    beside = [written(w, "settle", neighbour)] if neighbour else []
    silent, asked = [], []
    for name, (params, body) in SHORT.items():
        for other, (others, code) in UNRELATED.items():
            before = {path: w.file(written(w, name, body, params), *beside)}
            after = {path: w.file(written(w, other, code, others), *beside)}
            (outcome,) = outcomes(before, after, [(path, w.name(name), 0)])
            if not isinstance(outcome, Lost):
                (silent if outcome.certain else asked).append((name, other))
    assert silent == []
    assert len(asked) <= 2


def test_a_short_function_that_is_renamed_is_still_found(w):
    path = f"x{w.suffix}"
    renamed = {"is_even": "is_even_number", "clamp": "clamped", "greet": "greeting",
               "total": "total_of", "half": "halved", "tail": "tail_of"}  # fmt: skip
    for name, new in renamed.items():
        params, body = SHORT[name]
        before = {path: w.file(written(w, name, body, params), written(w, "block", BLOCK))}
        after = {path: w.file(written(w, new, body, params), written(w, "block", BLOCK))}
        (outcome,) = outcomes(before, after, [(path, w.name(name), 0)])
        assert not isinstance(outcome, Lost), name
        assert outcome.certain, name
        assert outcome.symbol.name == w.name(new)
