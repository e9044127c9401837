"""Playing a scenario reports every mismatch, and none hides another."""

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


def test_a_met_expectation_is_no_mismatch(outcome):
    lens = 'lens("Pitfall: attempts stays at 3")'
    assert outcome(lens, 'state(why, "current")').mismatches == ()


def test_a_mismatch_names_its_line_and_the_actual_value(outcome):
    (mismatch,) = outcome('state(why, "changed")').mismatches
    assert mismatch == "scenario:4: @1 state(why, 'changed'): it is current: None"


def test_one_mismatch_does_not_hide_the_next(outcome):
    mismatches = outcome('state(why, "lost")', 'placed(why, at="refund")').mismatches
    assert len(mismatches) == 2


def test_an_unexpected_diagnostic_is_a_mismatch(outcome):
    (mismatch,) = outcome(edited="  ").mismatches
    assert "@1+ pay.py line 1: unexpected touched 'Pitfall: attempts" in mismatch


def test_a_missing_diagnostic_is_a_mismatch(outcome):
    (mismatch,) = outcome('touched("never")').mismatches
    assert "touched('never',) is missing" in mismatch


def test_lenses_are_compared_in_full_if_one_is_expected(outcome):
    missing, unexpected = outcome('lens("Decision: another")').mismatches
    assert "there is no lens 'Decision: another'" in missing
    assert "unexpected lens 'Pitfall: attempts stays at 3'" in unexpected


def test_an_unknown_verb_is_a_mismatch(outcome):
    (mismatch,) = outcome("levitates(why)").mismatches
    assert mismatch.endswith("there is no such verb")


def test_changed_golden_text_is_returned(outcome):
    played = outcome('hover("charge", why_md)')
    assert len(played.mismatches) == 1
    assert played.golden["why_md"].startswith("**Why this is here** · 1 note\n")
    assert "file://<data>/views/<why>.md" in played.golden["why_md"]
