import pytest

from chesterton.anchoring.text.mention import contains_words_of, line_may_define, text_may_define


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("python", "    def charge(self):"),
        ("python", "    async def charge("),
        ("python", "class charge:"),
        ("python", "charge = partial(pay)"),
        ("python", "    charge: Callable"),
        ("python", "charge, refund = pair"),
        ("python", "refund, charge = pair"),
        ("python", "    charge,"),
        ("python", "if fast: charge = pay"),
        ("python", "x = 1; charge = 2"),
        ("python", "type charge = int"),
        ("javascript", "  charge(amount) {"),
        ("javascript", "exports.charge = charge"),
        ("go", "func (t *Till) charge(n int) {"),
        ("rust", "fn charge(n: u32) {"),
        ("cpp", "void Till::charge(int n) {"),
        ("kotlin", "fun Till.charge(n: Int) {"),
        ("php", "// charge"),
    ],
)
def test_a_line_that_may_define_the_name(language, line):
    assert line_may_define(line, "charge", language)


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("python", "        self.charge(total)"),
        ("python", "    # charge twice"),
        ("python", "    how to charge a card"),
        ("python", "    return charge(total)"),
        ("python", "    found: charge | None"),
        ("python", "    def pay(self, how: charge) -> None:"),
        ("python", "    :meth:`charge` pays"),
        ("javascript", "  till.charge(amount);"),
        ("javascript", "  // charge twice"),
        ("javascript", " * Charges: charge twice"),
        ("go", "\tt.charge(n)"),
        ("java", "    till.charge(n);"),
    ],
)
def test_a_line_that_only_mentions_the_name_does_not_define_it(language, line):
    assert not line_may_define(line, "charge", language)


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("class Till:\n    def charge(self): ...", True),
        ("class Till:\n    def charge_all(self): ...", True),
        ("def charge(self): ...", False),
        ("class Till: ...", False),
        ("", False),
    ],
)
def test_a_text_may_define_a_name_if_it_contains_every_word_of_it(text, held):
    assert contains_words_of(text, "Till.charge") is held


def test_a_text_that_only_calls_a_name_does_not_define_it():
    caller = "class Till:\n    def pay(self):\n        return self.charge(1)\n"
    assert contains_words_of(caller, "Till.charge")
    assert not text_may_define(caller, "Till.charge", "python")
    assert text_may_define(caller, "Till.pay", "python")
    assert not text_may_define(caller, "Shop.pay", "python")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("line", "held"),
    [("def pay(self): ...", True), ("self.pay()", False), ("pay", True), ("# pay pay", False)],
)
def test_a_definition_is_looked_for_line_by_line(end, line, held):
    """Wherever the line is: first, last, or between lines that mention the name."""
    for lines in ([line], ["# pay", line], [line, "till.pay()"], ["", "x.pay()", line, "#pay", ""]):
        assert text_may_define(end.join(lines), "pay", "python") is held
