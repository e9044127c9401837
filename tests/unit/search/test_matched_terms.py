"""Which of a query's terms a note contains, and how much each weighs."""

from chesterton.search.matched_terms import Reader, coverage, occurring_terms, weights
from chesterton.search.stopwords import STOP_WORDS
from chesterton.search.terms import Frequencies, parse_query, restrict_to_rare_words
from tests.unit.search.conftest import make_note

NOTE = make_note("Retries are limited", "The gateway locks user_id.", path="pay/charge.py")


def read(query, note=NOTE):
    return Reader(parse_query(query)).read(note)


def test_terms_are_found_by_stem_in_title_body_and_code():
    found = read("retrying a locked charge")
    assert found.title == {"retri"}
    assert found.body == {"lock"}
    assert found.code == {"charg"}
    assert found.matched == {"retri", "lock", "charg"}


def test_words_that_are_adjacent_in_both():
    assert read("gateway locks").pairs == {("gatewai", "lock")}
    assert read("locks gateway").pairs == frozenset()


def test_a_compound_matches_however_it_is_joined():
    assert read("userid").matched
    assert read("user-id").matched
    assert read("userId").matched


def test_exact_parts_that_the_note_contains():
    assert read('"gateway locks" #12').exact == ("gateway locks",)


def test_rare_terms_weigh_more():
    asked = parse_query("gateway charge")
    asked = restrict_to_rare_words(asked, Frequencies(2000, {"gateway": 1000, "charge": 1}))
    weight = weights(asked, [])
    assert weight["charg"] > weight["gatewai"]
    assert coverage(weight, weight) == 1.0
    assert coverage([], weight) == 0.0
    assert coverage(["charg"], weight) > 0.5


def test_terms_that_occur_in_any_note():
    asked = parse_query("gateway unicorn")
    assert occurring_terms(asked, [read("gateway unicorn")]) == {"gatewai"}


def test_stop_words_are_never_terms():
    assert parse_query(" ".join(STOP_WORDS)).is_empty
