"""Notes: content, kinds, statuses and limits; placed notes, history and queries."""

from collections.abc import Collection
from dataclasses import KW_ONLY, dataclass
from enum import StrEnum
from typing import Generic, NewType, TypeVar, cast

from chesterton.model.anchor import Anchor, Change, State, Whereabouts
from chesterton.model.clean import Clean
from chesterton.model.newer import NOTHING_NEWER, UnknownFields
from chesterton.model.project import ProjectId
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


WARNING_KINDS = frozenset({Kind.PITFALL, Kind.INCIDENT, Kind.DECISION})
"""Kinds of notes that cause a warning when an edit touches them."""


class Status(StrEnum):
    """The lifecycle status of a note."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    SUPERSEDED = "superseded"
    RETIRED = "retired"

    @property
    def is_open(self) -> bool:
        """Whether the note is shown by default; superseded and retired notes are not."""
        return self in OPEN


class Scope(StrEnum):
    """To whom a note applies."""

    PROJECT = "project"
    DEVELOPER = "developer"
    SESSION = "session"


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


OPEN = frozenset({Status.PROPOSED, Status.CONFIRMED})

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
    watch: tuple[Words, ...] | None = None
    """Names, calls, literals and numbers to warn about; None: those that the text names."""


@dataclass(frozen=True, slots=True)
class Snooze:
    """Mutes a note until the day `until`, or until the fingerprint at HEAD is in `fingerprints`."""

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
    version: int = 0  #: number of writes, by which stale edits are detected
    replaces: NoteId | None = None  #: the confirmed note that this proposal is to supersede
    answered: tuple[Clean, ...] = ()  #: words that a person answered once with "still true"
    silenced: tuple[Clean, ...] = ()  #: words that a person answered twice with "still true"
    newer: UnknownFields = NOTHING_NEWER

    @property
    def kind(self) -> Kind:
        """The kind of knowledge that the note holds."""
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


@dataclass(frozen=True, slots=True)
class Placed:
    """A note and the whereabouts of each of its anchors, in order."""

    note: Note
    whereabouts: tuple[Whereabouts, ...]

    @property
    def first(self) -> Whereabouts:
        """The whereabouts of the first anchor."""
        return self.whereabouts[0]

    @property
    def state(self) -> State:
        """The worst of the anchors' states."""
        return max((each.state for each in self.whereabouts), key=lambda state: state.rank)

    @property
    def change(self) -> Change | None:
        """The most relevant change; one that affects the claim takes precedence."""
        changes = [each.change for each in self.whereabouts if each.change]
        return max(changes, key=lambda change: change.claim, default=None)

    @property
    def edit(self) -> Change | None:
        """The most relevant uncommitted edit; one that is told takes precedence."""
        edits = [each.edit for each in self.whereabouts if each.edit]
        return max(edits, key=lambda edit: edit.claim, default=None)


@dataclass(frozen=True, slots=True)
class NoteQuery:
    """Filters of a note listing. An empty collection does not filter."""

    paths: Collection[str] = ()  #: globs on the project-relative path
    kinds: Collection[Kind] = ()
    statuses: Collection[Status] = OPEN
    states: Collection[State] = ()


class EventKind(StrEnum):
    """The kind of an event. The first group modifies the note; the second only reports on it."""

    CREATED = "created"
    EDITED = "edited"
    CONFIRMED = "confirmed"
    RELINKED = "relinked"
    SNOOZED = "snoozed"
    RETIRED = "retired"
    SUPERSEDED = "superseded"
    UNDONE = "undone"

    FOLLOWED = "followed"
    CHANGED = "changed"
    HEALED = "healed"
    SHOWN = "shown"
    TOUCHED = "touched"
    HEEDED = "heeded"
    ACKNOWLEDGED = "acknowledged"
    DISMISSED = "dismissed"

    @property
    def writes(self) -> bool:
        """Whether the event modifies the note itself."""
        return self in _WRITING


_WRITING = frozenset(list(EventKind)[: list(EventKind).index(EventKind.UNDONE) + 1])


@dataclass(frozen=True, slots=True)
class Event:
    """One entry in the history of a note."""

    sequence: int  #: consecutive over all events of the store
    note: NoteId
    kind: EventKind
    time: Time
    by: Clean
    detail: Clean  #: one line for the user, e.g. "renamed from charge"; may be empty
    image: Note | None  #: the note after the event, if the event modified it
    key: str | None = None  #: idempotency key: recording the same key again is detected


@dataclass(frozen=True, slots=True)
class NewEvent:
    """An event to be recorded, of a kind that does not modify the note."""

    note: NoteId
    kind: EventKind
    detail: Clean
    key: str | None = None  #: like `Event.key`; must not contain a slash
