"""Suggestions for misspelt definition names."""

import time

from chesterton.anchoring.text.symbol_lookup import suggestion
from chesterton.syntax.language import language_for
from chesterton.syntax.outline import parse
from chesterton.syntax.text import Text

PATH = "pay.py"
MANY = Text("".join(f"def charge_card_{n}(card):\n    return card\n\n\n" for n in range(2_000)))


def seconds(work):
    """The shortest of three runs, in CPU time."""
    durations = []
    for _ in range(3):
        began = time.process_time()
        work()
        durations.append(time.process_time() - began)
    return min(durations)


def read():
    return parse(MANY, language_for(PATH))


def test_the_closest_spelling_is_suggested():
    assert suggestion(PATH, read(), "charge_crad_12") == "did you mean pay.py::charge_card_12?"
    assert suggestion(PATH, read(), "xyz") is None


def test_a_suggestion_is_cheap_compared_with_parsing_the_file():
    """An import may name thousands of unknown definitions."""
    parsed = read()
    slips = [f"refund_cart_{n}x" for n in range(20)]
    assert seconds(lambda: [suggestion(PATH, parsed, each) for each in slips]) < 6 * seconds(read)
