"""Parsing the scenario notation."""

import pytest

from tests.harness.markers import Name
from tests.harness.scenario import Mode, ScenarioError, parse_scenario, with_golden

STORY = """\
A note follows its function.

Told in two paragraphs.

-- settings.json --
{"hover": {"maxNotes": 1}}
-- app.py@1 --
def charge(card):  #@ note(why, "retry exactly twice"), hover("charge", why_md)
    #@ placed(why, at="charge", also=("a", 1))
    return card.pay()
-- lib/pay.ts@1 --
export const pay = 1  //@ lens("x", at=None)
-- app.py@1~ --
-- app.py@1+a --
def take(card):
-- git@2 --
checkout -q -b topic

commit -q --allow-empty -m "x"
-- clock@2 --
2026-05-01T08:00:00Z
-- app.py@2 gone --
-- @why_md --
**Why**
"""


@pytest.fixture(name="story")
def _story():
    return parse_scenario(STORY)


def test_the_prose_is_the_text_above_the_first_header(story):
    assert story.prose == "A note follows its function.\n\nTold in two paragraphs."


def test_steps_are_the_revisions_in_order(story):
    assert [(step.label, step.mode) for step in story.steps] == [
        ("1", Mode.COMMITTED),
        ("1~", Mode.SAVED),
        ("1+a", Mode.TYPED),
        ("2", Mode.COMMITTED),
    ]
    assert [file.path for file in story.steps[0].files] == ["app.py", "lib/pay.ts"]


def test_markers_are_stripped_from_the_code(story):
    python, typescript = story.steps[0].files
    assert python.text == "def charge(card):\n    return card.pay()\n"
    assert typescript.text == "export const pay = 1\n"


def test_markers_are_parsed_as_calls_with_their_line(story):
    note, hover, placed = story.steps[0].files[0].calls
    assert (note.verb, note.args, note.line) == ("note", (Name("why"), "retry exactly twice"), 1)
    assert (hover.args, hover.column("charge")) == (("charge", Name("why_md")), 4)
    assert placed.keywords == {"at": "charge", "also": ("a", 1)}


def test_a_marker_on_its_own_line_refers_to_the_line_above(story):
    placed = story.steps[0].files[0].calls[2]
    assert (placed.line, placed.code, placed.source_line) == (1, "def charge(card):", 9)


def test_options_golden_sections_commands_and_deletions_are_parsed(story):
    assert story.settings == {"hover": {"maxNotes": 1}}
    assert story.golden == {"why_md": "**Why**\n"}
    assert story.steps[3].commands == (
        "checkout -q -b topic",
        'commit -q --allow-empty -m "x"',
    )
    assert story.steps[3].clock == "2026-05-01T08:00:00Z"
    assert [file.text for file in story.steps[3].files] == [None]


def test_with_golden_rewrites_golden_sections_only():
    updated = with_golden(STORY, {"why_md": "**Other**\n", "more": "text\n"})
    assert updated == STORY.replace("**Why**", "**Other**") + "-- @more --\ntext\n"
    assert with_golden(STORY, {}) == STORY


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("-- app.py@1 --\nx = 1\n", "prose first"),
        ("Only prose.\n", "at least one revision"),
        ("Prose.\n-- app.py --\n", "scenario:2: what is “app.py”?"),
        ("Prose.\n-- a.py@1 --\nx  #@ note(\n", "in “note(”"),
        ("Prose.\n-- a.py@1 --\nx  #@ note\n", "scenario:3: “note” is no call"),
        ("Prose.\n-- a.py@1 --\nx  #@ note(f(x))\n", "scenario:3: “f(x)” is no value"),
        (
            "Prose.\n-- a.py@1 --\n-- b.py@2 --\n-- a.py@1 --\n",
            "scenario:4: revision 1 comes twice",
        ),
    ],
)
def test_a_syntax_error_is_reported_with_its_line(text, complaint):
    with pytest.raises(ScenarioError, match="scenario") as refused:
        parse_scenario(text)
    assert complaint in str(refused.value)
