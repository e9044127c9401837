"""The evidence fits what the code is now."""

import pytest

from chesterton.anchoring.definitions.changeset import Changeset
from chesterton.anchoring.definitions.definition import Definition
from chesterton.anchoring.definitions.evidence import describe_match, renewed
from chesterton.anchoring.definitions.likeness import SimilarityFeatures
from chesterton.model.anchor import UNCHANGED
from chesterton.syntax.language import language_for
from chesterton.syntax.outline import parse


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (UNCHANGED, "same name, body changed"),
        ("same name and body", "same name, body changed"),
        (
            "same name and body, file renamed from a.py",
            "same name, file renamed from a.py, body changed",
        ),
        ("same body, renamed from charge", "renamed from charge, body changed"),
        ("renamed from charge, 87% similar", "renamed from charge, 87% similar"),
        ("file renamed from a.py", "file renamed from a.py"),
    ],
)
def test_the_evidence_of_changed_code_does_not_say_that_it_is_the_same(words, expected):
    assert renewed(words, is_changed=True) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (UNCHANGED, UNCHANGED),
        ("same name, body changed", UNCHANGED),
        ("same name, body 88% similar", UNCHANGED),
        ("same name and parameters, different body", UNCHANGED),
        ("renamed from charge, 87% similar", "same body, renamed from charge"),
        (
            "renamed from charge, 87% similar, merged with pay",
            "same body, renamed from charge, merged with pay",
        ),
        ("same body, renamed from charge", "same body, renamed from charge"),
    ],
)
def test_the_evidence_of_unchanged_code_does_not_say_that_it_differs(words, expected):
    assert renewed(words, is_changed=False) == expected


def the_method(text):
    parsed = parse(text, language_for("A.java"))
    return Definition("A.java", parsed.outline.named("A.pay")[0], parsed)


def test_an_overload_that_kept_its_body_has_the_same_name_and_body():
    old = the_method("class A { void pay(int cents) { send(1); log(2); } }")
    new = the_method("class A { void pay(long cents) { send(1); log(2); } }")
    likeness = SimilarityFeatures(body_similarity=0.9, same_body=1.0)
    assert describe_match(old, new, likeness, Changeset({}, {}, {})) == "same name and body"
