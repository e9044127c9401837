"""What holds for every text whatever: cleaning ends, is final, and never grows out of hand."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from chesterton.model.hidden_characters import visible
from chesterton.redact.clean import clean, clean_name
from chesterton.redact.finders.shapes import matching_rule
from chesterton.redact.rules import RULES
from tests.evaluation.secrets.samples import samples

SAMPLES = [sample.text for sample in samples(seed=11, rounds=1)]
FRAGMENTS = st.sampled_from(
    [
        *(
            "password",
            "token",
            "api_key",
            "secret",
            "key",
            "pw",
            "Bearer",
            "Authorization",
            "Cookie",
        ),
        *(
            " ",
            "\n",
            "\t",
            "=",
            ": ",
            " is ",
            " to ",
            "/",
            "@",
            "://",
            "|",
            ",",
            "--",
            " -p ",
            "; ",
        ),
        *(
            '"',
            "'",
            "`",
            "\\",
            '\\"',
            "\\n",
            "%3D",
            "%40",
            "&quot;",
            "<",
            ">",
            "(",
            ")",
            "[",
            "]",
            "{",
        ),
        *(
            "<private>",
            "</private>",
            "[redacted:token]",
            "[redacted:",
            "\u200b",
            "\u202e",
            "\u2588",
        ),
        *("-----BEGIN PRIVATE KEY-----", "-----END PRIVATE KEY-----", "eyJ", "AKIA", "ghp" + "_"),
        *(
            "hunter2",
            "s3cret!",
            "admin",
            "bob",
            "db",
            "the",
            "for",
            "as",
            "mysql",
            "curl -u ",
            "echo ",
        ),
        *(hit for rule in RULES[::5] for hit in rule.hits),
    ]
)
TEXTS = st.one_of(
    st.text(max_size=300),
    st.lists(FRAGMENTS, max_size=30).map("".join),
    st.lists(st.one_of(FRAGMENTS, st.text(max_size=8)), max_size=30).map("".join),
    st.lists(st.sampled_from(SAMPLES), min_size=1, max_size=3).map("\n".join),
)


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_cleaning_twice_changes_nothing(text):
    once = clean(text)
    again = clean(once.text)
    assert once == again
    assert again.removed == ()


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_no_rule_finds_anything_in_clean_text(text):
    assert matching_rule(clean(text).text) is None


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_clean_text_can_be_stored_and_is_of_bounded_length(text):
    cleaned = clean(text).text
    assert cleaned.encode("utf-8").decode("utf-8") == cleaned
    assert len(cleaned) <= 10 * len(text) + 40


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_what_is_visible_stays_as_it_is(text):
    shown = visible(text)
    assert visible(shown) == shown
    assert all(
        char.isprintable() or char in "\n\t\r" or char.isspace() or ord(char) > 0xFF
        for char in shown
    )


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_a_name_is_one_line(text):
    name = clean_name(text)
    assert "\n" not in name
    assert "\t" not in name
    assert clean_name(name) == name


def test_secrets_in_a_long_note_go_as_they_go_alone():
    random = Random(5)
    for _ in range(20):
        chosen = random.sample(SAMPLES, 4)
        cleaned = clean("\n\n".join(chosen)).text
        assert clean(cleaned).text == cleaned
