"""A document that the editor has not reloaded is compared with the commit it was read from."""

import pytest

from chesterton.syntax.text import Text
from chesterton.workspace.stale_buffer import check_buffer
from tests.unit.memory.made import MOMENT, PAY

NEWER = PAY + "LIMIT = 2\n"


@pytest.fixture
def check(workspace):
    def check(text, before=None, *, typed=False, opened=PAY):
        return check_buffer(
            workspace, "pay.py", Text(text), before, typed=typed, opened=Text(opened)
        )

    return check


def test_a_document_equal_to_its_file_is_seen_at_head(check, workspace):
    state = check(PAY)
    assert state.seen.head == workspace.head() is not None
    assert state.base is None


def test_a_document_edited_since_is_no_stale_buffer(check):
    seen = check(PAY).seen
    state = check(PAY + "x = 1\n", seen, typed=True)
    assert (state.seen.stamp, state.base) == (seen.stamp, None)


def test_a_document_whose_file_was_changed_by_git_is_compared_with_its_commit(check, checkout):
    seen = check(PAY).seen
    checkout.write("pay.py", NEWER)
    checkout.commit("newer", MOMENT)
    assert check(PAY, seen).base == seen.head


def test_a_document_that_is_reloaded_is_seen_again(check, checkout, workspace):
    seen = check(PAY).seen
    checkout.write("pay.py", NEWER)
    checkout.commit("newer", MOMENT)
    state = check(NEWER, seen, typed=True)
    assert state.base is None
    assert state.seen.head == workspace.head() != seen.head


def test_a_file_that_is_gone_leaves_the_document_as_it_was(check, checkout):
    seen = check(PAY).seen
    checkout.write("pay.py", None)
    assert check(PAY, seen).base == seen.head
    assert check(PAY).seen is None


def test_text_decoded_otherwise_is_still_the_file(check, checkout):
    text = PAY + "name = 'grün'\n"
    checkout.write("pay.py", text)
    other = text.encode().decode("cp1252")
    state = check(other, opened=other)
    assert state.seen.decoding is not None
