"""A commit that leaves a definition alone is passed by; one that may not have is looked at."""

import pytest

from chesterton.anchoring.text.untouched import Edit, Stand
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


def passed(before, after, name="Till.charge", path="pay.py"):
    parsed = parse(before, language_for(path))
    stand = Stand.of(parsed, parsed.outline.named(name)[0])
    return stand.after(Edit(before.split("\n"), after.split("\n"))) if stand else None


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
def test_edits_beside_it_leave_it_alone(old, new):
    after = PAY.replace(old, new)
    stand = passed(PAY, after)
    found = parse(after, language_for("pay.py")).outline.named("Till.charge")[0]
    assert stand is not None
    assert (stand.start + 1, stand.end) == (found.first_line, found.end_line)


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
def test_what_may_have_touched_it_is_looked_at(old, new):
    assert passed(PAY, PAY.replace(old, new)) is None


def test_a_brace_that_opens_above_is_looked_at():
    before = "int a;\n\n\nint charge(int n) {\n  return n;\n}\n\n\nint b;\n"
    after = before.replace("int a;", "namespace pay {").replace("int b;", "}")
    assert passed(before, after, "charge", "pay.cpp") is None


def test_a_line_of_the_preprocessor_above_is_looked_at():
    before = "int a;\n\n\nint charge(int n) {\n  return n;\n}\n"
    assert passed(before, before.replace("int a;", "#if 0"), "charge", "pay.c") is None


def test_languages_without_brackets_are_always_looked_at():
    code = "def charge(n)\n  n + 1\nend\n"
    assert passed(code, f"# money\n\n\n{code}", "charge", "pay.rb") is None


def test_whatever_is_passed_by_is_where_it_is_said_to_be():
    """Held against parsing both states of generated changes of this project's own code."""
    folder = ROOT / "server/chesterton/following"
    files = {path.name: path.read_text("utf-8") for path in sorted(folder.glob("*.py"))}
    count = 0
    for before, after, _ in changes(files, 3, 8):
        for path in before.keys() & after.keys():
            old, new = (parse(side[path], language_for(path)) for side in (before, after))
            edit = Edit(before[path].split("\n"), after[path].split("\n"))
            for symbol in old.outline.symbols:
                stand = Stand.of(old, symbol)
                moved = stand.after(edit) if stand else None
                if moved is not None:
                    found = new.outline.find(*symbol.key)
                    assert new.source(found) == old.source(symbol)
                    assert (moved.start + 1, moved.end) == (found.first_line, found.end_line)
                    count += 1
    assert count >= 100
