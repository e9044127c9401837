"""Positions do not depend on earlier queries: resuming and a full replay give the same result."""

import random
import shutil
import subprocess

import pytest

from chesterton.following import commit_position as forms
from chesterton.following import replay
from chesterton.following.resolver import Resolver
from chesterton.git import log
from chesterton.memory.notes.places import Place
from chesterton.model.note import Kind
from chesterton.store.location import Location
from chesterton.store.store import Store
from chesterton.workspace.workspace import Workspace
from tests.harness import notes as harness
from tests.harness.histories import grown, write

COMMITS = 40
NOTED = (0, 5, 11, 20)
VERBS = ("charge", "refund", "settle", "void", "report", "audit", "quote", "sign")
NOUNS = ("card", "bank", "order", "invoice", "stock", "letter", "tax", "rate")


@pytest.fixture(name="made", scope="module", params=range(2))
def _made(request, tmp_path_factory):
    """A folder with a repository and a store, which takes longer than most of the tests."""
    folder = tmp_path_factory.mktemp("made")
    chance = random.Random(request.param)
    first = {f"shop/{noun}.py": module(chance, noun) for noun in NOUNS[:4]}
    history = write(folder / "shop", grown(request.param, COMMITS, first, edited))
    noted(folder / "shop", folder / "data", history)
    return folder, history


@pytest.fixture(name="shop")
def _shop(made, tmp_path):
    """The repository, its commits, and a store of the test's own."""
    folder, history = made
    shutil.copytree(folder / "data", tmp_path / "data")
    store = Store.open(Location(tmp_path / "data"))
    yield folder / "shop", history, store
    store.close()


def module(chance, noun):
    return "".join(function(chance, verb, noun) for verb in chance.sample(VERBS, 4))


def function(chance, verb, noun):
    other = chance.choice(NOUNS)
    lines = [f"    {noun}.open({chance.randint(1, 99)!r})", f"    total = {noun}.{verb}({other})"]
    lines += [f"    log.{verb}({noun!r}, {chance.choice(VERBS)!r}, {chance.randint(1, 9)})"]
    return (
        f"def {verb}_{noun}({noun}, {other}_):\n"
        + "\n".join(lines)
        + f"\n    return total + {other}_\n\n\n"
    )


def edited(files, chance):
    """The files after random edits: definitions edited, renamed, moved, deleted or added."""
    texts = dict(files)
    for _ in range(chance.randint(1, 3)):
        chance.choice((_line, _rename, _move, _delete, _new, _comment, _file))(texts, chance)
    return texts


def _pick(texts, chance):
    path = chance.choice(sorted(texts))
    parts = [part for part in texts[path].split("\n\n\n") if part.strip()]
    return path, parts, chance.randrange(len(parts)) if parts else None


def _put(texts, path, parts):
    texts[path] = "".join(f"{part}\n\n\n" for part in parts) or "# nothing\n"


def _line(texts, chance):
    path, parts, at = _pick(texts, chance)
    parts[at] = parts[at].replace("total + ", f"total * {chance.randint(2, 9)} + ")
    _put(texts, path, parts)


def _rename(texts, chance):
    path, parts, at = _pick(texts, chance)
    parts[at] = parts[at].replace("def ", f"def {chance.choice(VERBS)}_", 1)
    _put(texts, path, parts)


def _move(texts, chance):
    path, parts, at = _pick(texts, chance)
    target = chance.choice(sorted(texts))
    if target != path:
        texts[target] += f"{parts[at]}\n\n\n"
        _put(texts, path, parts[:at] + parts[at + 1 :])


def _delete(texts, chance):
    path, parts, at = _pick(texts, chance)
    _put(texts, path, parts[:at] + parts[at + 1 :])


def _new(texts, chance):
    path, _, _ = _pick(texts, chance)
    texts[path] += function(chance, chance.choice(VERBS), chance.choice(NOUNS))


def _comment(texts, chance):
    path, parts, at = _pick(texts, chance)
    parts[at] = f"# {chance.choice(NOUNS)}\n{parts[at]}"
    _put(texts, path, parts)


def _file(texts, chance):
    path, _, _ = _pick(texts, chance)
    texts[f"shop/{chance.choice(VERBS)}_{chance.randint(1, 99)}.py"] = texts.pop(path)


def noted(root, data, history):
    """Stores notes on all definitions of some commits, each made at its commit."""
    store = Store.open(Location(data))
    for number in NOTED:
        subprocess.run(["git", "checkout", "-q", "-f", history[number]], cwd=root, check=True)
        workspace = Workspace.open(root, store)
        for path in sorted(root.glob("shop/*.py")):
            relative = path.relative_to(root).as_posix()
            for symbol in workspace.parsed(relative).outline.symbols:
                place = Place(relative, symbol=symbol.name, line=symbol.line)
                harness.noted(workspace, symbol.name, place, kind=Kind.PITFALL)
        workspace.close()
    store.close()


def resolved(workspace, notes, commit):
    positions = Resolver(workspace).resolve(notes, commit)
    return {key: forms.to_json(position) for key, position in positions.items()}


def test_positions_computed_by_older_rules_are_computed_again(shop, monkeypatch):
    """A newer version finds notes that an older one lost, without any action by the user."""
    root, history, store = shop
    workspace = Workspace.open(root, store)
    notes, head = store.notes(workspace.project.id), history[-1]
    right = resolved(workspace, notes, head)
    moved = {key: {**row, "at": ["old.py", *row["at"][1:]]} for key, row in right.items()}
    store.put_placements(head, {key: moved[key] for key in right})
    assert resolved(workspace, notes, head) != right  # the stored positions are used
    monkeypatch.setattr(forms, "RULES_VERSION", forms.RULES_VERSION + 1)
    newer = {key: {**row, "rules": [forms.RULES_VERSION, 1]} for key, row in right.items()}
    assert resolved(workspace, notes, head) == newer
    workspace.close()


def test_resuming_from_a_cached_position_gives_the_same_result_as_a_full_replay(shop, tmp_path):
    root, history, store = shop
    chance = random.Random(len(history[0]))
    workspace = Workspace.open(root, store)
    notes = store.notes(workspace.project.id)
    resolver = Resolver(workspace)
    lost = moved = 0
    for turn in range(15):
        commit = chance.choice(history)
        sample = chance.sample(notes, len(notes) // 2)  # so that known positions differ by note
        if turn % 4 == 3:  # drops the cache in memory, but not the one in the store
            workspace.close()
            workspace = Workspace.open(root, store)
            resolver = Resolver(workspace)
        resumed = {k: forms.to_json(v) for k, v in resolver.resolve(sample, commit).items()}
        empty = Store.open(Location(tmp_path / f"empty{turn}"))
        fresh = Workspace.open(root, empty)
        replayed = resolved(fresh, sample, commit)
        fresh.close()
        empty.close()
        assert resumed == replayed
        lost += sum(each["flags"][1] for each in replayed.values())
        moved += sum(bool(each["hops"]) for each in replayed.values())
    assert lost > 20
    assert moved > 20
    workspace.close()


@pytest.mark.parametrize("together", [1, 5])
def test_reading_only_the_commits_that_touch_the_files_gives_the_same_result(
    shop, monkeypatch, together
):
    """As in a long history; some definitions move more often than git is asked again."""
    root, history, store = shop
    workspace = Workspace.open(root, store)
    notes = store.notes(workspace.project.id)
    notes = random.Random(3).sample(notes, 20)
    groups = [notes[start : start + together] for start in range(0, 20, together)]
    asked, changes = [], log.changes
    monkeypatch.setattr(log, "changes", lambda *each: asked.append(each[2:]) or changes(*each))
    found = {}
    for length in (10_000, 1):
        monkeypatch.setattr(replay, "_LONG_HISTORY", length)
        monkeypatch.setattr(store, "put_placements", lambda *_: None)
        for group in groups:
            found.setdefault(length, {}).update(resolved(workspace, group, history[-1]))
    assert found[1] == found[10_000]
    assert any(row["hops"] for row in found[1].values())
    assert any(paths for (paths,) in filter(None, asked))
    workspace.close()
