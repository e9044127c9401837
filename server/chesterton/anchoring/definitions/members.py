"""Locates a moved or renamed container (such as a class) by where most of its code is now."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from chesterton.anchoring.definitions.changeset import Changeset, Place, VersionedFiles
from chesterton.anchoring.definitions.definition import Definition

_MAJORITY = 0.5
"""Minimum share of the members' tokens that must have moved to the same new container."""

_PART = 0.3
"""Minimum share of the moved tokens in the new container; with less, `old` was merged into it."""

_MOST_MEMBERS = 60


Located = tuple[Definition, float]
"""The most likely new definition, and its probability."""


def home_of_members(
    old: Definition, change: Changeset, locate: Callable[[Definition], Located | None]
) -> Located | None:
    """The new container that at least half of the members moved to, and the share that did.

    Members are weighted by their number of tokens and the probability of their new location.
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
    """The number of members of `old` that are in `new` with the same name and code."""
    before = islice(_members(old, change.old), _MOST_MEMBERS)
    after = {one.last_name: _code(one) for one in _members(new, change.new)}
    return sum(after.get(member.last_name) == _code(member) for member in before)


def _code(member: Definition) -> Sequence[str]:
    """The member's tokens without the name of its container, which Go methods repeat."""
    outer = member.container.rpartition(".")[2]
    return [token for token in member.tokens if token != outer]


def _members(container: Definition, side: VersionedFiles) -> Iterator[Definition]:
    """The functions that belong directly to a container, even if written outside its body."""
    for namesakes in side.namesakes_in(container.path):
        for one in namesakes:
            if one.container == container.name and one.kind_group == "function":
                yield one
