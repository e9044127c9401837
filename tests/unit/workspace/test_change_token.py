"""Asking for the change token changes nothing."""

import pytest

from tests.unit.memory.made import MOMENT


def test_the_token_is_equal_until_something_changes(workspace, checkout):
    token = workspace.change_token()
    assert workspace.change_token() == token
    checkout.write("more.py", "x = 1\n")
    checkout.commit("more", MOMENT)
    assert workspace.change_token() != token


@pytest.mark.parametrize("is_asked", [False, True])
def test_asking_for_it_does_not_hide_another_remote(workspace, checkout, monkeypatch, is_asked):
    workspace.ensure_recorded()
    workspace.identify_again()
    looked = []
    monkeypatch.setattr(workspace, "look_further", lambda: looked.append(True))
    checkout.git("remote add origin https://git.example/team/shop.git", MOMENT)
    if is_asked:
        workspace.change_token()
    workspace.identify_again()
    assert looked == [True]
