"""How the lines of a file map across a change."""

from chesterton.anchoring.definitions.definition import Definition
from chesterton.anchoring.definitions.matched_lines import LineMap
from chesterton.syntax.language import language_for
from chesterton.syntax.outline import parse

OLD = "def first():\n    a()\n    b()\n\n\ndef second():\n    c()\n    d()\n"


def both(old, new):
    before, after = (parse(text, language_for("a.py")) for text in (old, new))
    return LineMap(before, after), *(
        {each.name: Definition("a.py", each, parsed) for each in parsed.outline.symbols}
        for parsed in (before, after)
    )


def test_the_share_of_lines_that_are_kept():
    lines, old, new = both(OLD, "import x\n\n\n" + OLD.replace(" d()", " changed()"))
    assert lines.kept_share(old["first"], new["first"]) == 1.0
    assert lines.kept_share(old["second"], new["second"]) == 2 / 3
    assert lines.kept_share(old["first"], new["second"]) == 0.0


def test_a_renamed_definition_keeps_the_line_of_its_name():
    lines, old, new = both(OLD, "import x\n\n\n" + OLD.replace("second", "renamed"))
    assert lines.is_name_line_kept(old["second"], new["renamed"])
    assert not lines.is_name_line_kept(old["second"], new["first"])


def test_giant_files_have_no_line_in_common(monkeypatch):
    monkeypatch.setattr("chesterton.anchoring.definitions.matched_lines._LONGEST", 3)
    lines, old, new = both(OLD, OLD)
    assert lines.kept_share(old["first"], new["first"]) == 0.0
