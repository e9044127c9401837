"""What a hover asks first: whether a note may claim a word at all."""

import re

from hypothesis import given
from hypothesis import strategies as st

from chesterton.anchoring.claims.claim import claim_of
from chesterton.anchoring.claims.possible_claim import may_claim
from chesterton.model.watch import Watch
from chesterton.syntax.language import language_for
from chesterton.syntax.outline import parse

_NAMES = st.sampled_from(
    [
        "retry",
        "retries",
        "retryCount",
        "RETRY_COUNT",
        "payment_id",
        "paymentId",
        "lock",
        "Lock2",
        "HTTPError",
        "query",
        "entry",
        "bus",
        "x",
        "_id",
        "größe",
        "$total",
    ]
)
_NUMBERS = st.sampled_from(["2", "1_000", "0.5", "0x10", "300", "1e3"])
_PROSE = st.lists(
    st.one_of(
        _NAMES,
        st.sampled_from(
            [
                "Retries",
                "retry",
                "count",
                "payment",
                "id",
                "Locks",
                "twice",
                "5",
                "minutes",
                "seconds",
                "half",
                "`retryCount`",
                "`a.payment_id`",
                '"entry"',
                "http",
                "error",
                "queries",
                "entries",
                "buses",
                "sizes",
                "GRÖSSE",
            ]
        ),
    ),
    max_size=8,
).map(" ".join)
_CODE = st.lists(st.one_of(_NAMES, _NUMBERS), min_size=1, max_size=8)


@given(_PROSE, _CODE, st.one_of(st.none(), _PROSE))
def test_every_claimed_word_may_be_claimed(prose, names, quote):
    code = "def f():\n" + "".join(
        f"    a.call({name.replace('$', '')}, '{name}')\n" for name in names
    )
    parsed = parse(code, language_for("a.py"))
    terms = claim_of(Watch(prose, quote=quote), parsed.shape(parsed.outline.symbols[0])).terms
    words = {word for term in terms for word in re.findall(r"\w+", term) if word in terms}
    assert [word for word in words if not may_claim(f"{prose}\n{quote or ''}", word)] == []


@given(_PROSE)
def test_most_words_of_code_need_no_claim(prose):
    for word in ("self", "return", "lambda", "foo_bar", "XmlWriter"):
        assert not may_claim(prose, word)
