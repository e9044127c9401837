"""Notes: content, kinds, statuses and limits."""

from dataclasses import KW_ONLY, dataclass
from enum import StrEnum
from typing import Generic, NewType, TypeVar, cast

from chesterton.model.anchor import Anchor
from chesterton.model.clean import Clean
from chesterton.model.newer import NOTHING_NEWER, UnknownFields
from chesterton.model.scope import ProjectId, Scope
from chesterton.model.time import Time

NoteId = NewType("NoteId", str)
"""10 lower-case base32 characters."""

AnchorKey = tuple[NoteId, int, int]
"""A note, the index of one of its anchors, and the note's version."""

ID_LETTERS = "abcdefghijklmnopqrstuvwxyz234567"
ID_LENGTH = 10

TITLE_LIMIT = 100
"""Maximum length of a title in characters."""

BODY_LIMIT = 64 * 1024
"""Maximum size of a body in bytes of UTF-8."""

ANCHOR_LIMIT = 8
"""Maximum number of anchors of a note."""


class Kind(StrEnum):
    """The kind of knowledge a note holds, in sort order."""

    PITFALL = "pitfall"
    INCIDENT = "incident"
    DECISION = "decision"
    PATTERN = "pattern"
    DEBT = "debt"
    QUESTION = "question"

    @property
    def rank(self) -> int:
        """Sort key; 0 is shown first."""
        return list(Kind).index(self)

    @property
    def label(self) -> str:
        """The display name."""
        return self.value.capitalize()


class Status(StrEnum):
    """The lifecycle state of a note."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    SUPERSEDED = "superseded"
    RETIRED = "retired"

    @property
    def is_open(self) -> bool:
        """Whether the note is shown by default (superseded and retired notes only on request)."""
        return self in {Status.PROPOSED, Status.CONFIRMED}


class Origin(StrEnum):
    """Where a note came from."""

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
    """The text of a note: `NoteContent[str]` as typed, `NoteContent[Clean]` once redacted.

    A field declared here is stored, exported and imported without further code.
    """

    kind: Kind
    title: Words
    _: KW_ONLY
    body: Words = cast("Words", "")  # noqa: RUF009  # a type for the checker, no call that differs
    links: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class Snooze:
    """Muted until the day `until`, or until the fingerprint at HEAD is in `fingerprints`."""

    until: Time | None
    fingerprints: tuple[str, ...] = ()  #: of the code when snoozed until the next commit
    newer: UnknownFields = NOTHING_NEWER


@dataclass(frozen=True, slots=True)
class Note:
    """One note with its anchors and lifecycle."""

    id: NoteId
    project: ProjectId
    content: NoteContent[Clean]
    anchors: tuple[Anchor, ...]  #: 1 to ANCHOR_LIMIT
    author: Clean
    origin: Origin
    created: Time
    status: Status
    scope: Scope = Scope.PROJECT
    confirmed: Time | None = None  #: when a person last confirmed it
    snoozed: Snooze | None = None
    superseded_by: NoteId | None = None
    version: int = 0  #: counts the writes; a stale edit is refused by it
    replaces: NoteId | None = None  #: the confirmed note that this proposal is to supersede
    newer: UnknownFields = NOTHING_NEWER

    @property
    def kind(self) -> Kind:
        """The kind of knowledge it holds."""
        return self.content.kind

    @property
    def title(self) -> Clean:
        """The one-line summary."""
        return self.content.title

    @property
    def body(self) -> Clean:
        """The explanation, in Markdown."""
        return self.content.body

    @property
    def links(self) -> tuple[Clean, ...]:
        """Commits, pull requests, issues and URLs."""
        return self.content.links
