"""The evidence fits what the code is now."""

import pytest

from chesterton.anchoring.definitions.evidence import renewed
from chesterton.model.anchor import UNCHANGED


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
