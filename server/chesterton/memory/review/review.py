"""Collects the notes that need review: proposed, changed, uncertain and lost ones.

Also finds the merge base against which a branch is reviewed.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from chesterton.git.log import merge_base
from chesterton.memory.notes import show
from chesterton.memory.notes.places import Documents
from chesterton.memory.opening import Workspace
from chesterton.model.anchor import State
from chesterton.model.errors import UserError
from chesterton.model.note import Origin, Placed, Status

PROPOSALS_SHOWN = 25
"""Maximum number of proposals shown at a time: nobody reads a longer list."""

SHOWN_IN_VAIN = 10
"""So many warnings that nobody heeded, and the note is offered for retirement."""

_STATE_ORDER = {State.CURRENT: 0, State.CHANGED: 1, State.UNCERTAIN: 2, State.LOST: 3}
_ORIGIN_ORDER = {Origin.PERSON: 0, Origin.AGENT: 1}


@dataclass(frozen=True, slots=True)
class Review:
    """Notes that need review, each in exactly one list; snoozed ones are left out."""

    proposed: tuple[Placed, ...]
    changed: tuple[Placed, ...]  #: those whose claim is affected come first
    uncertain: tuple[Placed, ...]
    lost: tuple[Placed, ...]
    ignored: tuple[Placed, ...] = ()  #: their warning was shown often and never heeded
    hidden: int = 0  #: number of further proposals, shown once these are handled

    def sections(self) -> Iterator[tuple[str, tuple[Placed, ...]]]:
        """Each list with its name, including empty ones."""
        yield "proposed", self.proposed
        yield "changed", self.changed
        yield "uncertain", self.uncertain
        yield "lost", self.lost
        yield "ignored", self.ignored

    @property
    def count(self) -> int:
        """The number of notes to review, including hidden ones."""
        return self.hidden + sum(len(notes) for _, notes in self.sections())


def review(workspace: Workspace, documents: Documents | None = None) -> Review:
    """The notes of this project that need review; `documents` are open buffers."""
    notes = show.notes(workspace, documents=documents)
    placed = [each for each in notes if each.note.snoozed is None]
    proposed = sorted(
        (each for each in placed if each.note.status is Status.PROPOSED), key=_surest_first
    )
    confirmed = [each for each in placed if each.note.status is Status.CONFIRMED]
    changed = [each for each in confirmed if each.state is State.CHANGED]
    ignored = {*workspace.store.ignored(SHOWN_IN_VAIN)}
    return Review(
        proposed=tuple(
            sorted(proposed[:PROPOSALS_SHOWN], key=lambda each: show.location_of(each.first))
        ),
        changed=tuple(sorted(changed, key=lambda each: not (each.change and each.change.claim))),
        uncertain=tuple(each for each in confirmed if each.state is State.UNCERTAIN),
        lost=tuple(each for each in confirmed if each.state is State.LOST),
        ignored=tuple(
            each for each in confirmed if each.state is State.CURRENT and each.note.id in ignored
        ),
        hidden=max(0, len(proposed) - PROPOSALS_SHOWN),
    )


def _surest_first(placed: Placed) -> tuple[int, int, int]:
    note = placed.note
    return _STATE_ORDER[placed.state], _ORIGIN_ORDER.get(note.origin, 2), note.kind.rank


def branch_base(workspace: Workspace, revision: str) -> str:
    """The merge base of HEAD and a revision. Raises UserError if there is none."""
    repository = workspace.repository
    if repository is None:
        raise UserError("this project has no git repository", "reviewing a change requires one")
    commit, head = repository.resolve(revision), repository.head()
    base = merge_base(repository, commit, head) if commit and head else None
    if base is None:
        raise UserError(
            f"{revision!r} is unknown or has no common ancestor with HEAD",
            "use a branch, a tag or a commit id",
        )
    return base
