"""Which values each type of option accepts, and what they become."""

import pytest

from chesterton.config.option import BOOLEAN, TEXT, TEXTS, between, choice, words_by

LEVEL = between(1, 5)
SIDE = choice("above", "below")
SEVERITY = words_by({"lost": "warning", "changed": "hint"}, ("warning", "hint", "off"))


@pytest.mark.parametrize(
    ("form", "value", "fits"),
    [
        (LEVEL, 1, True), (LEVEL, 5, True), (LEVEL, 0, False), (LEVEL, 6, False),
        (LEVEL, True, False), (LEVEL, "3", False), (LEVEL, 3.0, False),
        (SIDE, "above", True), (SIDE, "Above", False), (SIDE, 1, False),
        (SEVERITY, {}, True), (SEVERITY, {"lost": "off"}, True), (SEVERITY, {"lost": "x"}, False),
        (SEVERITY, {"other": "off"}, False), (SEVERITY, ["lost"], False),
        (BOOLEAN, False, True), (BOOLEAN, 0, False),
        (TEXT, "", True), (TEXT, None, False), (TEXT, "x" * 1_000_000, False),
        (TEXTS, ["a", "b"], True), (TEXTS, (), True), (TEXTS, "ab", False), (TEXTS, [1], False),
        (TEXTS, ["x"] * 100_000, False),
    ],
)  # fmt: skip
def test_what_fits(form, value, fits):
    assert form.fits(value) is fits


def test_words_are_laid_over_the_defaults():
    assert SEVERITY.convert({"lost": "off"}) == {"lost": "off", "changed": "hint"}


def test_the_schema_and_the_sentence_name_what_is_allowed():
    assert SIDE.schema == {"type": "string", "enum": ["above", "below"]}
    assert SIDE.requirement == "one of above, below"
    assert LEVEL.schema == {"type": "integer", "minimum": 1, "maximum": 5}
    assert SEVERITY.schema["properties"].keys() == {"lost", "changed"}
    assert not SEVERITY.schema["additionalProperties"]
