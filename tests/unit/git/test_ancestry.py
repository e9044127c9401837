"""The longest way through histories with merges, found again from any part of it."""

import random

import pytest

from chesterton.git.ancestry import Ancestry
from chesterton.git.repository import Repository
from tests.harness.histories import grown, write

SIZE = 60


@pytest.fixture(name="history", params=range(6))
def _history(request, tmp_path):
    commits = grown(request.param, SIZE, {"a.txt": "0"}, lambda _, chance: other(chance))
    names = write(tmp_path / "repo", commits)
    parents = {
        name: [names[one] for one in commit.parents]
        for name, commit in zip(names, commits, strict=True)
    }
    return Repository.discover(tmp_path / "repo"), names, parents


def other(chance):
    return {"a.txt": str(chance.random())}


def longest(parents, start, end):
    """The way as it is defined: at each commit the parent most steps away, the first of several."""

    def steps(commit):
        if commit == start:
            return 0
        behind = [count for one in parents[commit] if (count := known[one]) is not None]
        return 1 + max(behind) if behind else None

    known = {}
    for commit in parents:  # each after those it was made on
        known[commit] = steps(commit)
    way = [end]
    while way[-1] != start:
        behind = [one for one in parents[way[-1]] if known[one] is not None]
        if not behind:
            return []
        way.append(max(behind, key=known.__getitem__))
    return way


def test_every_way_is_the_longest_whatever_was_asked_before(history):
    repository, names, parents = history
    chance = random.Random(1)
    ancestry = Ancestry(repository)
    for _ in range(60):
        starts, end = chance.sample(names, 3), chance.choice(names)
        ancestry.cover(starts, end)
        for start in starts:
            assert list(ancestry.back(start, end)) == longest(parents, start, end)


def test_the_way_to_a_commit_on_the_way_is_its_beginning(history):
    repository, names, _ = history
    ancestry = Ancestry(repository)
    ancestry.cover([names[0]], names[-1])
    way = list(ancestry.back(names[0], names[-1]))
    assert len(way) > 5
    for at, commit in enumerate(way):
        assert list(ancestry.back(names[0], commit)) == way[at:]


def test_every_commit_is_numbered_after_those_it_was_made_on(history):
    repository, names, parents = history
    ancestry = Ancestry(repository)
    for end in (names[SIZE // 2], names[-1], names[SIZE // 3]):
        ancestry.cover([names[3], names[0]], end)
        for commit in ancestry.back(names[0], end):
            for parent in parents[commit]:
                assert ancestry.number(parent) < ancestry.number(commit)


def test_a_commit_that_does_not_exist_leads_nowhere(history):
    repository, names, _ = history
    ancestry = Ancestry(repository)
    ancestry.cover(["1" * 40, "main~", names[1]], names[-1])
    assert not list(ancestry.back("1" * 40, names[-1]))
    assert not list(ancestry.back("main~", names[-1]))
