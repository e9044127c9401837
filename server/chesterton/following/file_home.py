"""Finds the file that now contains at least half of the code of a deleted file."""

from collections import defaultdict
from collections.abc import Callable

from chesterton.anchoring.definitions.changeset import Changeset
from chesterton.anchoring.definitions.subject import Subject
from chesterton.following.candidate_files import CandidateFiles, FileSets, place_in_stages
from chesterton.model.anchor import Placement
from chesterton.syntax.outline import Parsed

_MAJORITY = 0.5
"""Minimum share of the definitions' code that must have moved to the same file."""

_MOST = 60
"""Maximum number of definitions to search for."""


def home_of_definitions(
    path: str,
    parsed: Parsed | None,
    surroundings: CandidateFiles,
    changeset: Callable[[FileSets], Changeset],
) -> str | None:
    """The file that at least half of the code in the outer definitions of `path` moved to."""
    outer = [one for one in parsed.outline.symbols if one.parent is None] if parsed else []
    if parsed is None or not outer:
        return None
    sizes = {number: len(parsed.source(one)) for number, one in enumerate(outer[:_MOST])}
    subjects = {number: (path, Subject.of(path, parsed, outer[number])) for number in sizes}
    went: defaultdict[str, int] = defaultdict(int)
    for number, outcome in place_in_stages(surroundings, subjects, changeset).items():
        if isinstance(outcome, Placement) and outcome.certain:
            went[outcome.path] += sizes[number]
    home = max(went, key=went.__getitem__, default=None)
    return home if home is not None and went[home] >= _MAJORITY * sum(sizes.values()) else None
