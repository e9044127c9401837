"""The notation of scenarios: what is read, what the code sees, what is refused."""

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


def test_prose_comes_first(story):
    assert story.prose == "A note follows its function.\n\nTold in two paragraphs."


def test_steps_are_the_revisions_in_their_order(story):
    assert [(step.label, step.mode) for step in story.steps] == [
        ("1", Mode.COMMITTED),
        ("1~", Mode.SAVED),
        ("1+a", Mode.TYPED),
        ("2", Mode.COMMITTED),
    ]
    assert [file.path for file in story.steps[0].files] == ["app.py", "lib/pay.ts"]


def test_the_code_under_test_sees_no_marker(story):
    python, typescript = story.steps[0].files
    assert python.text == "def charge(card):\n    return card.pay()\n"
    assert typescript.text == "export const pay = 1\n"


def test_markers_are_calls_at_a_line(story):
    note, hover, placed = story.steps[0].files[0].calls
    assert (note.verb, note.args, note.line) == ("note", (Name("why"), "retry exactly twice"), 1)
    assert (hover.args, hover.column("charge")) == (("charge", Name("why_md")), 4)
    assert placed.keywords == {"at": "charge", "also": ("a", 1)}


def test_a_line_of_markers_alone_speaks_of_the_line_above(story):
    placed = story.steps[0].files[0].calls[2]
    assert (placed.line, placed.code, placed.source_line) == (1, "def charge(card):", 9)


def test_options_golden_sections_commands_and_deletions_are_read(story):
    assert story.settings == {"hover": {"maxNotes": 1}}
    assert story.golden == {"why_md": "**Why**\n"}
    assert story.steps[3].commands == (
        "checkout -q -b topic",
        'commit -q --allow-empty -m "x"',
    )
    assert story.steps[3].clock == "2026-05-01T08:00:00Z"
    assert [file.text for file in story.steps[3].files] == [None]


def test_an_update_rewrites_golden_sections_and_nothing_else():
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
def test_what_cannot_be_read_is_refused_with_its_place(text, complaint):
    with pytest.raises(ScenarioError, match="scenario") as refused:
        parse_scenario(text)
    assert complaint in str(refused.value)
