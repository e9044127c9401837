"""A container and its members belong together: it goes where most of their code went."""

from collections import defaultdict
from collections.abc import Callable, Iterator

from chesterton.anchoring.definitions.changeset import Changeset, Place
from chesterton.anchoring.definitions.definition import Definition

_MAJORITY = 0.5
"""The share of its members' tokens that has to go to the same new container."""

_MOST_MEMBERS = 60


def home_of_members(
    old: Definition, change: Changeset, place: Callable[[Definition], Definition | None]
) -> tuple[Definition, float] | None:
    """The new container that took at least half of the members, and the share that it took.

    `place` says where a member surely went; None if it is lost or not sure.
    """
    members = list(_members(old, change))[:_MOST_MEMBERS]
    total = sum(len(member.tokens) for member in members)
    tokens: defaultdict[Place, int] = defaultdict(int)
    for member in members:
        new = place(member)
        if new is not None and new.container:
            tokens[new.path, new.container] += len(member.tokens)
    home = max(tokens, key=tokens.__getitem__, default=None)
    if home is None or tokens[home] < _MAJORITY * total:
        return None
    same_kind = [new for new in change.new.at(*home) if new.kind_group == old.kind_group]
    return (same_kind[0], tokens[home] / total) if same_kind else None


def _members(old: Definition, change: Changeset) -> Iterator[Definition]:
    """The functions directly inside it, also where they are written outside of it."""
    for namesakes in change.old.namesakes_in(old.path):
        for one in namesakes:
            if one.container == old.name and one.kind_group == "function":
                yield one
