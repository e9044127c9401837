"""Playing: what comes out otherwise than told is named, and nothing hides anything else."""

import pytest

from chesterton.store.location import Location
from chesterton.store.store import Store
from tests.harness.play import play
from tests.harness.scenario import parse_scenario

CODE = """
def charge(card, attempts=3):{markers}
    return card.pay(attempts)
"""
NOTE = 'note(why, "attempts stays at 3", kind="pitfall")'


@pytest.fixture(name="empty_store", scope="module")
def _empty_store(tmp_path_factory):
    folder = tmp_path_factory.mktemp("store") / "data"
    Store.open(Location(folder)).close()
    return folder


@pytest.fixture(name="outcome")
def _outcome(empty_store):
    def outcome(*markers, edited=""):
        first = CODE.format(markers="  #@ " + ", ".join([NOTE, *markers]))
        then = f"-- pay.py@1+ --{CODE.format(markers=edited).replace('=3', '=5')}"
        return play(
            parse_scenario(f"A story.\n\n-- pay.py@1 --{first}{then if edited else ''}"),
            empty_store,
        )

    return outcome


def test_what_comes_out_as_told_is_no_mismatch(outcome):
    lens = 'lens("Pitfall: attempts stays at 3")'
    assert outcome(lens, 'state(why, "current")').mismatches == ()


def test_a_mismatch_names_its_place_and_what_was_found(outcome):
    (told,) = outcome('state(why, "changed")').mismatches
    assert told == "scenario:4: @1 state(why, 'changed'): it is current: None"


def test_one_mismatch_does_not_hide_the_next(outcome):
    told = outcome('state(why, "lost")', 'placed(why, at="refund")').mismatches
    assert len(told) == 2


def test_a_diagnostic_that_nobody_expects_is_a_mismatch(outcome):
    (told,) = outcome(edited="  ").mismatches
    assert "@1+ pay.py line 1: unexpected touched 'Pitfall: attempts" in told


def test_a_diagnostic_that_does_not_come_is_a_mismatch(outcome):
    (told,) = outcome('touched("never")').mismatches
    assert "touched('never',) is not told" in told


def test_lenses_are_compared_both_ways_where_one_is_expected(outcome):
    missing, unexpected = outcome('lens("Decision: another")').mismatches
    assert "there is no lens 'Decision: another'" in missing
    assert "unexpected lens 'Pitfall: attempts stays at 3'" in unexpected


def test_a_verb_that_does_not_exist_is_told(outcome):
    (told,) = outcome("levitates(why)").mismatches
    assert told.endswith("there is no such verb")


def test_golden_text_that_came_out_otherwise_is_handed_back(outcome):
    came_out = outcome('hover("charge", why_md)')
    assert len(came_out.mismatches) == 1
    assert came_out.golden["why_md"].startswith("**Why this is here** · 1 note\n")
    assert "file://<data>/views/<why>.md" in came_out.golden["why_md"]
