"""Proving without parsing that an edit left a definition untouched."""

import pytest

from chesterton.anchoring.text.untouched import DefinitionLines, LineDiff
from chesterton.syntax.language import language_for
from chesterton.syntax.outline import parse
from tests.architecture.source import ROOT
from tests.evaluation.anchoring.generate import changes

PAY = """\
import cards


class Till:
    def open(self):
        return cards.all()

    @logged
    def charge(self, amount):
        total = amount + 1
        return cards.pay(total)

    def close(self):
        return None


def refund(amount):
    return -amount
"""


def after_edit(before, after, name="Till.charge", path="pay.py"):
    parsed = parse(before, language_for(path))
    stand = DefinitionLines.of(parsed, parsed.outline.named(name)[0])
    return stand.after(LineDiff(before.split("\n"), after.split("\n"))) if stand else None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("import cards", "import cards\nimport coins"),
        ("        return cards.all()", "        found = cards.all()\n        return found"),
        ("        return None", "        self.drawer.shut()\n        return None"),
        ("    return -amount", "    return -abs(amount)"),
        ("        return cards.all()", "        # they don't close\n        return cards.all()"),
        ("    def open(self):", "    def open(self, who):"),
        ("        return cards.all()", "        return cards.all(self.charge)"),
        ("        return cards.all()", "        return cards.all(\n        )"),
    ],
)
def test_edits_elsewhere_leave_it_untouched(old, new):
    after = PAY.replace(old, new)
    stand = after_edit(PAY, after)
    symbol_after = parse(after, language_for("pay.py")).outline.named("Till.charge")[0]
    assert stand is not None
    assert (stand.start + 1, stand.end) == (symbol_after.first_line, symbol_after.end_line)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("amount + 1", "amount + 2"),
        ("    @logged", "    @cached\n    @logged"),
        ("class Till", "class Drawer"),
        ("        return cards.all()", "        return cards.all()\n\n\nclass Card:"),
        ("cards.pay(total)\n", "cards.pay(total)\n        self.log()\n"),
        ("cards.pay(total)\n\n", "cards.pay(total)\n\n        self.log()\n\n"),
        ("        return None", "        return None\n\n    def charge(self):\n        pass"),
        ("        return cards.all()", '        """cards'),
        ("        return cards.all()", "        return cards.all("),
        ("        return cards.all()", "        charge = cards.all"),
    ],
)
def test_edits_that_may_touch_it_are_not_proven(old, new):
    assert after_edit(PAY, PAY.replace(old, new)) is None


def test_a_brace_opened_above_is_not_proven():
    before = "int a;\n\n\nint charge(int n) {\n  return n;\n}\n\n\nint b;\n"
    after = before.replace("int a;", "namespace pay {").replace("int b;", "}")
    assert after_edit(before, after, "charge", "pay.cpp") is None


def test_a_preprocessor_line_above_is_not_proven():
    before = "int a;\n\n\nint charge(int n) {\n  return n;\n}\n"
    assert after_edit(before, before.replace("int a;", "#if 0"), "charge", "pay.c") is None


def test_languages_without_brackets_are_never_proven():
    code = "def charge(n)\n  n + 1\nend\n"
    assert after_edit(code, f"# money\n\n\n{code}", "charge", "pay.rb") is None


def test_untouched_definitions_are_where_parsing_finds_them():
    """Compares with parsing both versions, for generated changes of this project's own code."""
    folder = ROOT / "server/chesterton/following"
    files = {path.name: path.read_text("utf-8") for path in sorted(folder.glob("*.py"))}
    count = 0
    for before, after, _ in changes(files, 3, 8):
        for path in before.keys() & after.keys():
            old, new = (parse(side[path], language_for(path)) for side in (before, after))
            edit = LineDiff(before[path].split("\n"), after[path].split("\n"))
            for symbol in old.outline.symbols:
                stand = DefinitionLines.of(old, symbol)
                moved = stand.after(edit) if stand else None
                if moved is not None:
                    symbol_after = new.outline.find(*symbol.key)
                    assert new.source(symbol_after) == old.source(symbol)
                    assert (moved.start + 1, moved.end) == (
                        symbol_after.first_line,
                        symbol_after.end_line,
                    )
                    count += 1
    assert count >= 100
