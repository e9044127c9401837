"""The evidence of a note fits its code after every edit, saved and committed, in four languages."""

from typing import NamedTuple

import pytest

from tests.unit.anchoring.situations.tables.bodies import BLOCK, HEAD, LOAD, PAY, but, plus
from tests.unit.following.languages import Languages

OTHER = {"other": BLOCK}
EDITED = but(PAY, 3, "return card.send(total)")
TWICE = but(EDITED, 0, "total = amount")
EQUAL = ("unchanged", "same body", "same name and body")
DIFFERENT = ("% similar", "body changed", "other body")


class Step(NamedTuple):
    """All files after an edit, and what the note on the function is then."""

    files: dict
    state: str


def pay(body, state="current", name="pay", path="x", rest=OTHER):
    """The function and what stands beside it; `other` stays in its file."""
    files = {path: {name: body} | rest} if path == "x" else {"x": rest, path: {name: body}}
    return Step(files, state)


def file(body, state, path):
    """The whole file under another path."""
    return Step({path: {"pay": body} | OTHER}, state)


SITUATIONS = {
    "edited": [pay(EDITED, "changed")],
    "edited twice": [pay(EDITED, "changed"), pay(TWICE, "changed")],
    "edited and reverted": [pay(EDITED, "changed"), pay(PAY)],
    "edited, reverted and edited": [pay(EDITED, "changed"), pay(PAY), pay(TWICE, "changed")],
    "edited, then something else": [
        pay(EDITED, "changed"),
        pay(EDITED, "changed", rest={"other": (*HEAD, *BLOCK)}),
    ],
    "renamed": [pay(PAY, name="settle")],
    "renamed and back": [pay(PAY, name="settle"), pay(PAY)],
    "renamed, then edited": [pay(PAY, name="settle"), pay(EDITED, "changed", "settle")],
    "edited, then renamed": [pay(EDITED, "changed"), pay(EDITED, "changed", "settle")],
    "renamed and edited at once": [pay(EDITED, "changed", "settle")],
    "renamed and edited, then reverted": [
        pay(EDITED, "changed", "settle"),
        pay(PAY, name="settle"),
    ],
    "moved": [pay(PAY, path="y")],
    "moved, then edited": [pay(PAY, path="y"), pay(EDITED, "changed", path="y")],
    "edited, then moved": [pay(EDITED, "changed"), pay(EDITED, "changed", path="y")],
    "moved and edited at once": [pay(EDITED, "changed", path="y")],
    "moved and edited, then reverted": [pay(EDITED, "changed", path="y"), pay(PAY, path="y")],
    "its file renamed": [file(PAY, "current", "z")],
    "its file renamed, then edited": [file(PAY, "current", "z"), file(EDITED, "changed", "z")],
    "its file renamed and edited at once": [file(EDITED, "changed", "z")],
    "moved and renamed, then edited": [
        pay(PAY, name="settle", path="y"),
        pay(EDITED, "changed", "settle", "y"),
    ],
    "lines inserted above": [Step({"x": {"first": LOAD, "pay": PAY} | OTHER}, "current")],
    "another function edited": [pay(PAY, rest={"other": plus(BLOCK, 0, *HEAD)})],
    "a parameter added": [
        Step({"x": {"pay(card, amount, rate)": PAY} | OTHER}, "changed"),
        pay(PAY),
    ],
    "grown to twice its size": [pay((*PAY[:3], *LOAD), "changed"), pay(PAY)],
}


@pytest.fixture
def repository(tmp_path):
    opened = Languages(tmp_path)
    yield opened
    opened.store.close()


@pytest.mark.parametrize("steps", SITUATIONS.values(), ids=SITUATIONS)
def test_the_evidence_says_what_the_code_is(repository, steps):
    repository.write(pay(PAY).files)
    repository.commit()
    repository.note_all("x::pay")
    wrong = []
    for number, step in enumerate(steps):
        for when, placed in repository.saved_and_committed(step.files).items():
            for suffix, one in placed.items():
                state, placement = str(one.state), one.first.placement
                words = placement.evidence if placement else ""
                unfit = EQUAL if state == "changed" else DIFFERENT
                if state != step.state or any(each in words for each in unfit):
                    wrong.append((number, when, suffix, state, words))
    assert wrong == []
