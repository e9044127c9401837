"""Forty sequences of edits, answers and git commands: what is said never contradicts itself."""

import pytest

from chesterton.store.location import Location
from chesterton.store.store import Store
from tests.sequences.contradictions import clauses, contradictions
from tests.sequences.hand import Hand, write_template
from tests.sequences.surfaces import ask, kind_of

SEQUENCES = {
    "an edit undone": "watched:touched undo:current",
    "an edit saved and undone": "watched:touched save undo:current save",
    "an edit restored by hand": "watched:touched save restore:current save commit",
    "an edit committed": "watched:touched save commit:changed",
    "an edit confirmed": "watched:touched confirm:current save commit",
    "a saved edit confirmed": "watched:touched save confirm:current commit",
    "a commit confirmed": "watched:touched commit:changed confirm:current",
    "confirmed, then undone": "watched:touched confirm:current undo:current save",
    "confirmed, undone, edited again": "watched:touched confirm:current undo watched:current",
    "confirmed, edited further": "watched:touched confirm:current again:touched undo:current",
    "an answer taken back": "watched:touched confirm:current unconfirm:touched undo:current",
    "an answer taken back later": "watched:touched confirm:current commit unconfirm:changed",
    "snoozed until the commit": "watched:touched snooze save commit:changed",
    "snoozed, then undone": "watched:touched snooze undo:current",
    "snoozed, then confirmed": "watched:touched snooze confirm:current commit",
    "an edit beside it": "beside:edited undo:current",
    "an edit beside it committed": "beside:edited save commit:beside",
    "an edit beside it, then on it": "beside:edited watched:touched undo:edited undo:current",
    "on it, then beside it": "watched:touched beside restore:edited unbeside:current",
    "committed, then beside it": "watched:touched commit:changed beside undo save",
    "beside it, then on it": "beside:edited commit:beside watched:touched commit:changed",
    "committed, then restored": "watched:touched commit:changed restore:current save commit",
    "committed, then edited further": "watched:touched commit:changed again undo",
    "another function": "elsewhere save commit",
    "another function and this one": "elsewhere watched:touched undo:current save commit",
    "a comment only": "comment save commit",
    "a line above it": "above save commit watched:touched undo:current",
    "a note that warns of nothing": "retries:edited save commit:beside revert:current",
    "amended": "watched:touched commit:changed beside amend undo:changed amend",
    "answer amended": "watched:touched commit:changed confirm:current beside:edited amend:beside",
    "reverted": "watched:touched commit:changed revert:current",
    "confirmed and reverted": "watched:touched commit:changed confirm:current revert:current",
    "committed and taken back": "watched:touched commit:changed soft:touched commit:changed",
    "dropped": "watched:touched commit:changed drop:current",
    "reset": "watched:touched save reset:current",
    "stashed": "watched:touched save stash:current pop:touched undo:current",
    "stashed after an answer": "watched:touched save confirm:current stash pop confirm",
    "another branch": "theirs:changed back:current",
    "another branch, edited": "theirs:changed beside undo back:current",
    "another branch, confirmed": "theirs:changed confirm:current back",
    "rebased": "watched:touched commit:changed rebase",
    "rebased after an answer": "watched:touched commit:changed confirm:current rebase",
    "merged": "watched:touched commit:changed merge",
    "picked": "watched:touched commit:changed theirs:changed back:changed",
    "a new branch": "watched:touched keep save commit:changed back:current",
    "unsaved while others commit": "watched:touched elsewhere commit:changed",
    "split": "split:unsure undo:current",
    "split, answered": "split:unsure confirm:current save commit",
    "split, committed": "split:unsure save commit confirm:current",
    "renamed": "rename:current save commit watched:touched undo:current",
    "renamed, then edited": "rename:current watched:touched save commit:changed confirm:current",
    "moved": "move:current commit",
    "the file renamed": "mv:current commit",
    "deleted": "delete:lost undo:current",
    "deleted and committed": "delete:lost save commit revert:current",
    "deleted and reset": "delete:lost save reset:current",
    "gutted": "gut:touched undo:current gut:touched commit:changed confirm:current",
    "a quoted line": "quote:current commit unquote",
}


@pytest.fixture(name="made", scope="module")
def _made(tmp_path_factory):
    """A repository and an empty store to copy."""
    folder = tmp_path_factory.mktemp("sequences")
    Store.open(Location(folder / "data")).close()
    write_template(folder / "repo")
    return folder


@pytest.mark.parametrize("name", SEQUENCES)
def test_no_sentence_contradicts_another(name, made, tmp_path, monkeypatch):
    monkeypatch.setattr("chesterton.cli.main._freeze_modules", lambda: None)
    monkeypatch.setenv("CHESTERTON_DATA_DIR", str(tmp_path / "data"))
    hand = Hand(tmp_path, made / "repo", made / "data")
    monkeypatch.chdir(hand.session.root)
    try:
        wrong = list(_played(hand, SEQUENCES[name].split()))
    finally:
        hand.close()
    if wrong:
        pytest.fail("\n".join(wrong), pytrace=False)


def _played(hand, steps):
    snoozed = frozenset()
    moments, kind = [("", ask(hand))], "current"
    for number, step in enumerate(steps, 1):
        name, _, expected = step.partition(":")
        kind = expected or kind
        hand.do(name)
        surfaces = ask(hand)
        if name == "snooze":
            snoozed = frozenset({"lock"})
        elif name in {"commit", "confirm"}:
            snoozed = frozenset()
        at = f"step {number} ({name})"
        yield from (f"{at}: {each}" for each in contradictions(surfaces, snoozed))
        now = clauses(surfaces)
        if kind_of(now["lock"]) != kind:
            yield f"{at}: it is {kind}, and they say “{now['lock']}”"
        yield from (f"{at}: {each}" for each in _between(name, moments, surfaces))
        moments.append((name, surfaces))


_BACK_TO = {"back": "theirs", "pop": "stash"}
"""Steps that lead back to the moment before another one."""


def _between(step, moments, surfaces):
    """What contradicts the moments before this step."""
    before, now = clauses(moments[-1][1]), clauses(surfaces)
    if step == "confirm" and now["lock"]:
        yield f"after an answer they say “{now['lock']}”"
    if step == "save" and before != now:
        yield f"saving changes {before} to {now}"
    if step == "commit" and kind_of(before["lock"]) == "touched":
        reason = before["lock"].partition(": ")[2]
        if kind_of(now["lock"]) == "changed" and now["lock"].partition(": ")[2] != reason:
            yield f"“{before['lock']}” is committed as “{now['lock']}”"
    names = [name for name, _ in moments]
    if _BACK_TO.get(step) in names and "confirm" not in names:
        earlier = moments[names.index(_BACK_TO[step]) - 1][1]
        if clauses(earlier) != now:
            yield f"back from {clauses(earlier)} to {now}"
