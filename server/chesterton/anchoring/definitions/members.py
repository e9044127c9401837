"""A container and its members belong together: it goes where most of their code went."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from chesterton.anchoring.definitions.changeset import Changeset, Place, VersionedFiles
from chesterton.anchoring.definitions.definition import Definition

_MAJORITY = 0.5
"""The share of its members' tokens that has to go to the same new container."""

_PART = 0.3
"""The share of the new container that they have to make up: else it was merged into another."""

_MOST_MEMBERS = 60


Located = tuple[Definition, float]
"""Where a definition most likely is, and the probability of it."""


def home_of_members(
    old: Definition, change: Changeset, locate: Callable[[Definition], Located | None]
) -> Located | None:
    """The new container that took at least half of the members, and the share that it took.

    Members count by their tokens, times the probability of where they went.
    """
    members = list(_members(old, change.old))[:_MOST_MEMBERS]
    total = sum(len(member.tokens) for member in members)
    tokens: defaultdict[Place, float] = defaultdict(float)
    for member in members:
        located = locate(member)
        if located and located[0].container:
            new, probability = located
            tokens[new.path, new.container] += len(member.tokens) * probability
    home = max(tokens, key=tokens.__getitem__, default=None)
    if home is None or tokens[home] < _MAJORITY * total:
        return None
    same_kind = [new for new in change.new.at(*home) if new.kind_group == old.kind_group]
    if not same_kind or change.namesakes_before(same_kind[0]):
        return None
    present = sum(len(member.tokens) for member in _members(same_kind[0], change.new))
    return (same_kind[0], tokens[home] / total) if tokens[home] >= _PART * present else None


def unchanged_members(old: Definition, new: Definition, change: Changeset) -> int:
    """How many members of a container stand in another one under their names, unchanged."""
    before = islice(_members(old, change.old), _MOST_MEMBERS)
    after = {one.last_name: _code(one) for one in _members(new, change.new)}
    return sum(after.get(member.last_name) == _code(member) for member in before)


def _code(member: Definition) -> Sequence[str]:
    """Its tokens without the name of its container: a Go method repeats it."""
    outer = member.container.rpartition(".")[2]
    return [token for token in member.tokens if token != outer]


def _members(container: Definition, side: VersionedFiles) -> Iterator[Definition]:
    """The functions directly inside it, also where they are written outside of it."""
    for namesakes in side.namesakes_in(container.path):
        for one in namesakes:
            if one.container == container.name and one.kind_group == "function":
                yield one
