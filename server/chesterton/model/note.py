"""Notes: content, kinds, statuses and limits."""

from dataclasses import KW_ONLY, dataclass
from enum import StrEnum
from typing import Generic, NewType, TypeVar, cast

from chesterton.model.anchor import Anchor
from chesterton.model.clean import Clean
from chesterton.model.newer import NOTHING_NEWER, Newer
from chesterton.model.scope import ProjectId, Scope
from chesterton.model.time import Time

NoteId = NewType("NoteId", str)
"""10 lower-case base32 characters."""

ID_LETTERS = "abcdefghijklmnopqrstuvwxyz234567"
ID_LENGTH = 10

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


Words = TypeVar("Words", bound=str)


@dataclass(frozen=True, slots=True)
class NoteContent(Generic[Words]):
    """What a note says: `NoteContent[str]` as typed, `NoteContent[Clean]` as it may be stored.

    A field added here is stored, exported and imported by its declaration alone.
    """

    kind: Kind
    title: Words
    _: KW_ONLY
    body: Words = cast("Words", "")  # noqa: RUF009  # a type for the checker, no call that differs
    links: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class Snooze:
    """Muted until the day `until`, or until HEAD's fingerprint equals one of `fingerprints`."""

    until: Time | None
    fingerprints: tuple[str, ...] = ()  #: the code as it was when muted "until committed"
    newer: Newer = NOTHING_NEWER


@dataclass(frozen=True, slots=True)
class Note:
    """One thing worth remembering."""

    id: NoteId
    project: ProjectId
    content: NoteContent[Clean]
    anchors: tuple[Anchor, ...]  #: 1 to ANCHOR_LIMIT
    author: Clean
    origin: Origin
    created: Time
    status: Status
    scope: Scope = Scope.PROJECT
    confirmed: Time | None = None  #: when a person last vouched for it
    snoozed: Snooze | None = None
    superseded_by: NoteId | None = None
    version: int = 0  #: counts the writes; a stale edit is refused by it
    replaces: NoteId | None = None  #: the confirmed note that this proposal wants to supersede
    newer: Newer = NOTHING_NEWER

    @property
    def kind(self) -> Kind:
        """What sort of knowledge it holds."""
        return self.content.kind

    @property
    def title(self) -> Clean:
        """The one line that is shown."""
        return self.content.title

    @property
    def body(self) -> Clean:
        """Why, and what follows from it, as Markdown."""
        return self.content.body

    @property
    def links(self) -> tuple[Clean, ...]:
        """Commits, pull requests, issues and URLs."""
        return self.content.links
