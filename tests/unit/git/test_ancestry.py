"""Longest paths through random histories with merges, in any order of queries."""

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
        name: [names[parent] for parent in commit.parents]
        for name, commit in zip(names, commits, strict=True)
    }
    return Repository.discover(tmp_path / "repo"), names, parents


def other(chance):
    return {"a.txt": str(chance.random())}


def longest(parents, start, end):
    """The reference implementation: at each commit, the parent farthest from the start."""

    def steps(commit):
        if commit == start:
            return 0
        counts = [count for parent in parents[commit] if (count := lengths[parent]) is not None]
        return 1 + max(counts) if counts else None

    lengths = {}
    for commit in parents:  # in topological order
        lengths[commit] = steps(commit)
    path = [end]
    while path[-1] != start:
        reachable = [parent for parent in parents[path[-1]] if lengths[parent] is not None]
        if not reachable:
            return []
        path.append(max(reachable, key=lengths.__getitem__))
    return path


def test_every_path_is_the_longest_in_any_order_of_queries(history):
    repository, names, parents = history
    chance = random.Random(1)
    ancestry = Ancestry(repository)
    for _ in range(60):
        starts, end = chance.sample(names, 3), chance.choice(names)
        ancestry.load(starts, end)
        for start in starts:
            assert list(ancestry.longest_path(start, end)) == longest(parents, start, end)


def test_the_path_to_a_commit_on_a_path_is_its_prefix(history):
    repository, names, _ = history
    ancestry = Ancestry(repository)
    ancestry.load([names[0]], names[-1])
    path = list(ancestry.longest_path(names[0], names[-1]))
    assert len(path) > 5
    for index, commit in enumerate(path):
        assert list(ancestry.longest_path(names[0], commit)) == path[index:]


def test_every_commit_is_numbered_after_its_parents(history):
    repository, names, parents = history
    ancestry = Ancestry(repository)
    for end in (names[SIZE // 2], names[-1], names[SIZE // 3]):
        ancestry.load([names[3], names[0]], end)
        for commit in ancestry.longest_path(names[0], end):
            for parent in parents[commit]:
                assert ancestry.number(parent) < ancestry.number(commit)


def test_there_is_no_path_from_a_missing_commit(history):
    repository, names, _ = history
    ancestry = Ancestry(repository)
    ancestry.load(["1" * 40, "main~", names[1]], names[-1])
    assert not list(ancestry.longest_path("1" * 40, names[-1]))
    assert not list(ancestry.longest_path("main~", names[-1]))
