"""What is told of a draft while it is written."""

from chesterton.lsp.drafting import problems_of

DRAFT = """\
---
kind: reason              # pitfall: don't do this again · incident: what happened, when
about: pay.py::charge
---
Lock on payment_id
"""


def test_only_what_is_wrong_is_underlined_not_the_explanation_behind_it():
    (told,) = problems_of(DRAFT)
    assert told.message.startswith("kind must be pitfall, ")
    line = DRAFT.splitlines()[told.range.start.line]
    assert line[: told.range.end.character] == "kind: reason"
