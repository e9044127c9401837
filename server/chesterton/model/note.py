"""Notes: the things worth remembering."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

from chesterton.model.anchor import Anchor
from chesterton.model.clean import Clean
from chesterton.model.scope import ProjectId, Scope
from chesterton.model.time import Time

NoteId = NewType("NoteId", str)
"""10 lower-case base32 characters."""

TITLE_LIMIT = 100
"""Characters of a title."""

BODY_LIMIT = 64 * 1024
"""Bytes of a body in UTF-8."""

ANCHOR_LIMIT = 8
"""Anchors of a note."""


class Kind(StrEnum):
    """What sort of knowledge a note holds, in the order notes are sorted."""

    PITFALL = "pitfall"
    INCIDENT = "incident"
    DECISION = "decision"
    PATTERN = "pattern"
    DEBT = "debt"
    QUESTION = "question"

    @property
    def rank(self) -> int:
        """0 for what is shown first."""
        return list(Kind).index(self)

    @property
    def label(self) -> str:
        """The word shown to people."""
        return self.value.capitalize()


class Status(StrEnum):
    """Where a note is in its life."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    SUPERSEDED = "superseded"
    RETIRED = "retired"

    @property
    def is_open(self) -> bool:
        """Whether the note still speaks (superseded and retired ones only answer when asked)."""
        return self in {Status.PROPOSED, Status.CONFIRMED}


class Origin(StrEnum):
    """Who or what wrote a note."""

    PERSON = "person"
    AGENT = "agent"
    COMMIT = "commit"
    COMMENT = "comment"
    RECORD = "record"
    SESSION = "session"
    IMPORT = "import"
    REPOSITORY = "repository"


@dataclass(frozen=True, slots=True)
class Snooze:
    """Muted until the day `until`, or until HEAD's fingerprint equals one of `fingerprints`."""

    until: Time | None
    fingerprints: tuple[str, ...] = ()  #: the code as it was when muted "until committed"


@dataclass(frozen=True, slots=True)
class Note:
    """One thing worth remembering."""

    id: NoteId
    project: ProjectId
    kind: Kind
    title: Clean
    anchors: tuple[Anchor, ...]  #: 1 to ANCHOR_LIMIT
    author: Clean
    origin: Origin
    created: Time
    status: Status
    body: Clean = Clean("")  # noqa: RUF009  # a type for the checker, no call that could differ
    links: tuple[Clean, ...] = ()
    scope: Scope = Scope.PROJECT
    confirmed: Time | None = None  #: when a person last vouched for it
    snoozed: Snooze | None = None
    superseded_by: NoteId | None = None
    version: int = 0  #: counts the writes; a stale edit is refused by it
