"""Of several definitions of one name each note keeps its own, saved and committed.

What stood there all the time is not *back*, and no commit changes an answer.
"""

import pytest

from tests.unit.anchoring.situations.tables.bodies import (
    BLOCK,
    CLEAN,
    EXPORT,
    LOAD,
    PAY,
    RENDER,
    RETRY,
    VERIFY,
    but,
)
from tests.unit.following.languages import Languages

LOST, CURRENT, CHANGED = "lost", "current", "changed"


def methods(**bodies):
    """A class; the names of its methods are numbered: `check1`, `check2`."""
    named = {
        (f"check#{name[5:]}" if name.startswith("check") else name): body
        for name, body in bodies.items()
    }
    return {"x": {"Shop": named}}


def functions(**bodies):
    """The same in a file, or in the only class of a file."""
    (file,) = methods(**bodies)["x"].values()
    return {"x": file}


EDITED = but(LOAD, 2, "reader.end()")
METHOD, FUNCTION = "x::Shop.check", "x::check"

SITUATIONS = {
    "the first of two is deleted": (
        METHOD,
        methods(check1=LOAD, check2=RETRY),
        [(methods(check2=RETRY), LOST)],
    ),
    "the second of two is deleted": (
        f"{METHOD}#1",
        methods(check1=LOAD, check2=RETRY),
        [(methods(check1=LOAD), LOST)],
    ),
    "the other one is deleted below": (
        METHOD,
        methods(check1=LOAD, check2=RETRY),
        [(methods(check1=LOAD), CURRENT)],
    ),
    "the other one is deleted above": (
        f"{METHOD}#1",
        methods(check1=LOAD, check2=RETRY),
        [(methods(check2=RETRY), CURRENT)],
    ),
    "the first of two functions is deleted": (
        FUNCTION,
        functions(check1=PAY, check2=RENDER),
        [(functions(check2=RENDER), LOST)],
    ),
    "the first of three is deleted": (
        METHOD,
        methods(check1=LOAD, check2=RETRY, check3=EXPORT),
        [(methods(check2=RETRY, check3=EXPORT), LOST)],
    ),
    "the middle one of three is deleted": (
        f"{METHOD}#1",
        methods(check1=LOAD, check2=RETRY, check3=EXPORT),
        [(methods(check1=LOAD, check3=EXPORT), LOST)],
    ),
    "deleted, then the other one is edited": (
        METHOD,
        methods(check1=LOAD, check2=RETRY),
        [(methods(check2=RETRY), LOST), (methods(check2=but(RETRY, 0, "tries = 1")), LOST)],
    ),
    "deleted, then the other one moves down": (
        METHOD,
        methods(check1=LOAD, check2=RETRY),
        [(methods(check2=RETRY), LOST), (methods(close=BLOCK, check2=RETRY), LOST)],
    ),
    "deleted, then both": (
        METHOD,
        methods(check1=LOAD, check2=RETRY, close=BLOCK),
        [(methods(check2=RETRY, close=BLOCK), LOST), (methods(close=BLOCK), LOST)],
    ),
    "deleted and written again above": (
        METHOD,
        methods(check1=LOAD, check2=RETRY),
        [(methods(check2=RETRY), LOST), (methods(check1=LOAD, check2=RETRY), CURRENT)],
    ),
    "deleted and written again below": (
        METHOD,
        methods(check1=LOAD, check2=RETRY),
        [(methods(check2=RETRY), LOST), (methods(check2=RETRY, check1=LOAD), CURRENT)],
    ),
    "they change places": (
        METHOD,
        methods(check1=LOAD, check2=RETRY),
        [(methods(check2=RETRY, check1=LOAD), CURRENT)],
    ),
    "the note's one is edited": (
        f"{METHOD}#1",
        methods(check1=RETRY, check2=LOAD),
        [(methods(check1=RETRY, check2=EDITED), CHANGED)],
    ),
    "the other one is edited": (
        f"{METHOD}#1",
        methods(check1=RETRY, check2=LOAD),
        [(methods(check1=but(RETRY, 0, "tries = 1"), check2=LOAD), CURRENT)],
    ),
    "edited, and the other one deleted": (
        f"{METHOD}#1",
        methods(check1=RETRY, check2=LOAD),
        [(methods(check2=EDITED), CHANGED)],
    ),
    "a third one is written above": (
        METHOD,
        methods(check1=LOAD, check2=RETRY),
        [(methods(check3=VERIFY, check1=LOAD, check2=RETRY), CURRENT)],
    ),
    "a third one is written above, then it is edited": (
        METHOD,
        methods(check1=LOAD, check2=RETRY),
        [
            (methods(check3=VERIFY, check1=LOAD, check2=RETRY), CURRENT),
            (methods(check3=VERIFY, check1=EDITED, check2=RETRY), CHANGED),
        ],
    ),
    "the only one gets a namesake above": (
        METHOD,
        methods(check1=LOAD, close=BLOCK),
        [(methods(check2=RETRY, check1=LOAD, close=BLOCK), CURRENT)],
    ),
    "the only one gets a namesake, and is deleted": (
        METHOD,
        methods(check1=LOAD, close=BLOCK),
        [
            (methods(check2=RETRY, check1=LOAD, close=BLOCK), CURRENT),
            (methods(check2=RETRY, close=BLOCK), LOST),
        ],
    ),
    "the first is renamed": (
        METHOD,
        methods(check1=LOAD, check2=RETRY, close=BLOCK),
        [(methods(verify=LOAD, check2=RETRY, close=BLOCK), CURRENT)],
    ),
    "the first moves to another file": (
        FUNCTION,
        functions(check1=CLEAN, check2=RENDER),
        [(functions(check2=RENDER) | {"y": {"check": CLEAN}}, CURRENT)],
    ),
    "a line is added above both": (
        f"{METHOD}#1",
        methods(check1=LOAD, check2=RETRY),
        [(methods(first=VERIFY, check1=LOAD, check2=RETRY), CURRENT)],
    ),
}


@pytest.fixture
def repository(tmp_path):
    opened = Languages(tmp_path)
    yield opened
    opened.store.close()


@pytest.mark.parametrize(("locator", "before", "steps"), SITUATIONS.values(), ids=SITUATIONS)
def test_a_commit_changes_no_answer_about_namesakes(repository, locator, before, steps):
    repository.write(before)
    repository.commit()
    repository.note_all(locator)
    wrong = []
    for number, (files, expected) in enumerate(steps):
        for when, placed in repository.saved_and_committed(files).items():
            for suffix, one in placed.items():
                if str(one.state) != expected:
                    at = one.first.placement
                    wrong.append((number, when, suffix, str(one.state), at and at.written))
    assert wrong == []
