"""Looking up the definitions of a text by offset, line, name and parent."""

import pytest

from chesterton.model.symbol import SymbolKind
from chesterton.syntax.language import language_for
from chesterton.syntax.outline import parse
from chesterton.syntax.parsed_symbol import find_symbol

SOURCE = """\
class Pay:
    def charge(self):
        return 1

    def charge(self):
        return 2


def charge():
    pass
"""


@pytest.fixture(name="parsed", scope="module")
def _parsed():
    return parse(SOURCE, language_for("a.py"))


@pytest.mark.parametrize(
    ("line", "expected"),
    [(1, ("Pay", 0)), (3, ("Pay.charge", 0)), (4, ("Pay", 0)), (6, ("Pay.charge", 1)), (8, None)],
)
def test_the_innermost_definition_at_a_line(parsed, line, expected):
    symbol = parsed.outline.at_line(line)
    assert (symbol and (symbol.name, symbol.ordinal)) == expected


def test_the_innermost_definition_at_an_offset(parsed):
    assert parsed.outline.at(SOURCE.index("return 2")).ordinal == 1
    assert parsed.outline.at(SOURCE.index("class")).name == "Pay"
    assert parsed.outline.at(SOURCE.rindex("\n\n")) is None


def test_two_names_of_one_statement_are_told_apart_by_the_offset():
    source = "const a = () => 1, b = () => 2\n"
    outline = parse(source, language_for("a.js")).outline
    assert [outline.at(source.index(name)).name for name in ("a =", "b =")] == ["a", "b"]


def test_a_name_with_a_part_redacted_matches_any_text_there(parsed):
    assert len(parsed.outline.named("Pay.[redacted:api-key]")) == 2
    assert parsed.outline.named("Pay.cha[redacted:api-key]x") == ()


def test_an_identity_is_a_name_a_kind_and_an_ordinal(parsed):
    second = find_symbol(parsed, "Pay.charge", SymbolKind.METHOD, 1)
    assert second.source.endswith("return 2")
    assert second.fingerprint != find_symbol(parsed, "Pay.charge", None, 0).fingerprint
    assert find_symbol(parsed, "Pay.charge", SymbolKind.METHOD, 2) is None
    assert find_symbol(parsed, None, None, 0) is None
    assert find_symbol(None, "Pay", None, 0) is None


def test_parents_and_children(parsed):
    outline = parsed.outline
    (pay,) = outline.named("Pay")
    assert [each.name for each in outline.children(None)] == ["Pay", "charge"]
    assert {outline.parent(each) for each in outline.children(pay)} == {pay}
    assert outline.parent(pay) is None


def test_fingerprints_of_unchanged_definitions_are_reused():
    before = parse(SOURCE, language_for("a.py"))
    kept, changed = before.outline.symbols[1], before.outline.symbols[2]
    known = {each: before.fingerprint(each) for each in (kept, changed)}
    after = parse("import x\n" + SOURCE.replace("return 2", "return 3"), language_for("a.py"))
    after.copy_fingerprints(before)
    now = {each.ordinal: each for each in after.outline.named("Pay.charge")}
    assert after.fingerprint(now[0]) == known[kept]
    assert after.fingerprint(now[1]) != known[changed]
