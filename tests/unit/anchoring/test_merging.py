"""Definitions that were merged, and deleted ones whose namesake moved."""

from chesterton.anchoring.definitions.changeset import Changeset
from chesterton.anchoring.definitions.ladder import place_all
from chesterton.anchoring.definitions.subject import Subject
from chesterton.model.anchor import Lost
from chesterton.syntax.language import language_for
from chesterton.syntax.outline import parse

CARD_FEE = """\
    Money fee(Order order) {
        Money base = order.total().times(rate);
        log.debug("fee of a card", base);
        return base.plus(fixed).rounded();
    }
"""

BANK_FEE = CARD_FEE.replace("of a card", "of a transfer")

READ_FIELD = """\
def read_field(row, name, default):
    value = row.get(name, default)
    if value is None:
        raise MissingField(name, row.number)
    return value.strip().casefold()
"""

PLAIN_FIELD = """\
def read_field(row, name):
    value = row.get(name)
    return value.strip()
"""

WRAPPER = "def read_field(row, name, default):\n    return row.read(name) or default\n"


def _inside(code):
    return "".join(f"    {line}" for line in code.splitlines(keepends=True))


def placements(before, after, *wanted):
    old, new = (
        {path: parse(text, language_for(path)) for path, text in side.items()}
        for side in (before, after)
    )
    subjects = [
        Subject.of(path, old[path], old[path].outline.named(name)[0]) for path, name in wanted
    ]
    outcomes = place_all(subjects, Changeset(old, new, {}))
    return [None if isinstance(outcome, Lost) else outcome for outcome in outcomes]


def classes(card="", bank="", payment=""):
    return {
        "Card.java": f"class Card extends Payment {{\n{card}    void block() {{}}\n}}\n",
        "Bank.java": f"class Bank extends Payment {{\n{bank}    void open() {{}}\n}}\n",
        "Payment.java": f"abstract class Payment {{\n{payment}}}\n",
    }


def test_two_nearly_equal_methods_pulled_up_are_both_found_in_the_base_class():
    """The most similar one is assigned the new method; the other one shares it."""
    pulled = CARD_FEE.replace("fixed", "fixed()")
    placed = placements(
        classes(CARD_FEE, BANK_FEE),
        classes(payment=pulled),
        ("Card.java", "Card.fee"),
        ("Bank.java", "Bank.fee"),
    )
    assert [one and one.symbol.name for one in placed] == ["Payment.fee"] * 2
    card, bank = (one.evidence for one in placed)
    assert "merged" not in card
    assert bank.endswith(", merged with Card.fee")


def test_a_definition_merged_into_its_namesake_is_found_there():
    """The namesake has the body of the merged definition, not its own former body."""
    before = {"load.py": READ_FIELD + "\n\ndef load(): ...\n", "rows.py": PLAIN_FIELD}
    after = {"load.py": "def load(): ...\n", "rows.py": READ_FIELD.replace("row,", "line, row,")}
    placed = placements(before, after, ("load.py", "read_field"), ("rows.py", "read_field"))
    names = [one and (one.path, one.symbol.name) for one in placed]
    assert names == [("rows.py", "read_field")] * 2


def test_a_deleted_definition_is_lost_although_its_namesake_moved():
    before = {"load.py": READ_FIELD, "rows.py": WRAPPER, "new.py": "LIMIT = 3\n"}
    after = {"new.py": f"LIMIT = 3\n\n\n{WRAPPER}"}
    placed = placements(before, after, ("load.py", "read_field"), ("rows.py", "read_field"))
    assert [one and one.path for one in placed] == [None, "new.py"]


def test_merged_duplicates_name_each_other_in_their_evidence():
    placed = placements(
        classes(CARD_FEE, CARD_FEE),
        classes(payment=CARD_FEE.replace("fixed", "fixed()")),
        ("Card.java", "Card.fee"),
        ("Bank.java", "Bank.fee"),
    )
    merges = [one.evidence.rpartition(", ")[2] for one in placed]
    assert merges == ["merged with Bank.fee", "merged with Card.fee"]


def test_merged_namesakes_name_the_other_file_in_their_evidence():
    before = {"load.py": READ_FIELD, "rows.py": PLAIN_FIELD}
    after = {"rows.py": READ_FIELD.replace("row,", "line, row,")}
    (placement,) = placements(before, after, ("load.py", "read_field"))
    assert placement.evidence.endswith(", merged with the definition in rows.py")


EQUALS = """\
class {name} {{
    public boolean equals(Object other) {{
        if (!(other instanceof {name})) return false;
        {name} that = ({name}) other;
        return this.{first}.equals(that.{first}) && this.{second} == that.{second};
    }}
}}
"""


def test_boilerplate_methods_are_not_merged():
    """Every class has a similar method; one was deleted and another rewritten."""
    money = EQUALS.format(name="Money", first="currency", second="amount")
    point = "class Point {\n    public boolean equals(Object other) { return same(other); }\n}\n"
    before = {"Money.java": money, "Point.java": point}
    after = {"Point.java": EQUALS.format(name="Point", first="column", second="row")}
    assert placements(before, after, ("Money.java", "Money.equals")) == [None]


def test_members_of_merged_classes_are_merged_too():
    app = f"class App:\n    def __init__(self):\n        self.rows = []\n\n{_inside(READ_FIELD)}"
    before = {"app.py": app, "plan.py": app.replace("class App", "class Plan")}
    base = app.replace("class App", "class Base").replace("casefold", "lower")
    after = {
        "app.py": "class App(Base):\n    pass\n",
        "plan.py": "class Plan(Base):\n    pass\n",
        "base.py": base,
    }
    placed = placements(before, after, ("app.py", "App.read_field"), ("plan.py", "Plan.read_field"))
    assert [one and one.symbol.name for one in placed] == ["Base.read_field"] * 2
