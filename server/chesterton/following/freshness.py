"""Does a note still hold: what changed in its code since a person vouched for it."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from chesterton.anchoring.claims.claim import Claim, claim_of
from chesterton.anchoring.claims.claim_rebase import carried
from chesterton.anchoring.claims.relevance import UNKNOWN, compare
from chesterton.anchoring.text.quotes import QuoteMatch, find_quote
from chesterton.following import baseline
from chesterton.following.baseline import Definition
from chesterton.following.located import AnchorKey, Located
from chesterton.following.working_tree import Found
from chesterton.model.anchor import (
    PROJECT_PATH,
    Anchor,
    Change,
    Placement,
    State,
    Whereabouts,
)
from chesterton.model.note import Note
from chesterton.syntax.shape import Shape
from chesterton.syntax.text import Text
from chesterton.workspace.workspace import Workspace

_KEPT = 20_000


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a note stands to one of its symbols. Lines count from the symbol's first line."""

    change: Change | None  #: since it was vouched for
    edit: Change | None  #: since HEAD


@dataclass(frozen=True, slots=True)
class Judged:
    """One anchor of a note: where it is, whether it holds, what the uncommitted edit does."""

    where: Whereabouts
    edit: Change | None
    claim: Callable[[], frozenset[str]] = frozenset  #: words of the code that it speaks of

    @property
    def touched(self) -> bool:
        """Whether an uncommitted edit, and not a tool's new spelling, changes what is claimed."""
        edit = self.edit
        return bool(self.where.change and edit and edit.claim and not edit.mechanical)


class Judge:
    """Compares code then and now; remembers verdicts while neither the note nor the code moves."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._kept: OrderedDict[object, Verdict] = OrderedDict()
        self._claims: OrderedDict[object, frozenset[str]] = OrderedDict()
        self._lock = threading.Lock()

    def symbol(
        self, note: Note, key: AnchorKey, located: Located, found: Found, saved: Definition | None
    ) -> Judged:
        """The verdict on an anchored symbol; `saved` stands for HEAD where HEAD lacks it."""
        anchor, placement = note.anchors[key[1]], found.placement
        if placement is None or found.today is None:
            lost = Whereabouts(anchor, None, State.LOST, nearest=found.nearest)
            return Judged(lost, None)
        before = found.head or saved
        verdict = self._verdict(note, key, before, found.today)
        change = _from_line(verdict.change, found.today)
        edit = _from_line(verdict.edit, found.today)
        if change is not None and found.head is not None and edit is None:
            change = replace(change, since=located.since)
        state = State.CHANGED if change else State.CURRENT
        if not placement.certain:
            state, change = State.UNCERTAIN, None
        where = Whereabouts(anchor, placement, state, change)
        return Judged(where, edit, partial(self._claim, note, key, found.today))

    def file(
        self,
        anchor: Anchor,
        located: Located,
        text: Text | None,
        before: Text | None,
        *,
        exists: bool,
    ) -> Judged:
        """The verdict on a file's anchor, found again by its quote where it has one.

        `before` is the text at HEAD: what differs from it is an edit.
        """
        if anchor.is_project:
            placement = Placement(PROJECT_PATH, None, 1, 1, 1.0, "about the whole project")
            return Judged(Whereabouts(anchor, placement, State.CURRENT), None)
        if not exists:
            return Judged(Whereabouts(anchor, None, State.LOST), None)
        if anchor.quote is None or text is None:
            placement = Placement(located.path, None, 1, 1, located.confidence, located.evidence)
            return Judged(Whereabouts(anchor, placement, State.CURRENT), None)
        judged = _quoted(anchor, located, find_quote(anchor.quote, text, None))
        is_edited = _lines(anchor.quote, before) != _lines(anchor.quote, text)
        return replace(judged, edit=judged.where.change if is_edited else None)

    def _verdict(
        self, note: Note, key: AnchorKey, before: Definition | None, today: Definition
    ) -> Verdict:
        memo = (
            key,
            before[0].source(before[1]) if before else None,
            today[1].name,
            today[0].source(today[1]),
        )
        with self._lock:
            known = self._kept.get(memo)
        if known is None:
            known = self._compare(note, note.anchors[key[1]], before, today)
            with self._lock:
                self._kept[memo] = known
                while len(self._kept) > _KEPT:
                    self._kept.popitem(last=False)
        return known

    def _compare(
        self, note: Note, anchor: Anchor, before: Definition | None, today: Definition
    ) -> Verdict:
        is_same = baseline.is_same(anchor, *today)
        if is_same and (before is None or baseline.is_equal(before, today)):
            return Verdict(None, None)
        then, now = baseline.shapes(self._workspace, anchor, *today)
        claim = _claim_of(note, anchor, then or now)
        change = None
        if not is_same:
            change = compare(then, now, claim) if then else UNKNOWN
        return Verdict(_relative(change, today), _edit(before, today, claim, then))

    def _claim(self, note: Note, key: AnchorKey, today: Definition) -> frozenset[str]:
        """Worked out only when somebody asks, for the code as it is."""
        anchor = note.anchors[key[1]]
        memo = ("claim", key, today[1].name, today[0].source(today[1]))
        with self._lock:
            known = self._claims.get(memo)
        if known is None:
            known = _claim_of(note, anchor, today[0].shape(today[1])).terms
            with self._lock:
                self._claims[memo] = known
                while len(self._claims) > _KEPT:
                    self._claims.popitem(last=False)
        return known


def _claim_of(note: Note, anchor: Anchor, shape: Shape) -> Claim:
    return claim_of(f"{note.title}\n{note.body}", anchor.quote, shape)


def _edit(
    before: Definition | None, today: Definition, claim: Claim, vouched_for: Shape | None
) -> Change | None:
    """The uncommitted edit, measured by the claim as it reads for the committed code."""
    if before is None or baseline.is_equal(before, today):
        return None
    head = before[0].shape(before[1])
    if vouched_for:
        claim = carried(claim, vouched_for, head)
    return _relative(compare(head, today[0].shape(today[1]), claim), today)


def _relative(change: Change | None, today: Definition) -> Change | None:
    if change is None:
        return None
    return replace(change, line=max(0, change.line - today[1].first_line))


def _from_line(change: Change | None, today: Definition) -> Change | None:
    return replace(change, line=change.line + today[1].first_line) if change else None


def _lines(quote: str, text: Text | None) -> list[str] | None:
    """The lines of a text that are the quoted ones."""
    match = find_quote(quote, text, None) if text else None
    if match is None or text is None:
        return None
    return [text.line(number - 1) for number in range(match.line, match.end_line + 1)]


def _quoted(anchor: Anchor, located: Located, match: QuoteMatch | None) -> Judged:
    if match is None:
        line, end, state, confidence = 1, 1, State.UNCERTAIN, 0.5
        evidence = "the line it speaks of is not in the file any more"
    elif match.exact:
        line, end, state, confidence = match.line, match.end_line, State.CURRENT, 1.0
        evidence = "same line"
    else:
        line, end, state = match.line, match.end_line, State.CHANGED
        confidence = match.similarity
        evidence = f"the line is {round(match.similarity * 100)} % alike"
    change = None
    if state is State.CHANGED:
        change = Change(("text",), claim=True, mechanical=False, line=line, since=located.since)
    certain = state is not State.UNCERTAIN
    placement = Placement(located.path, None, line, end, confidence, evidence, certain)
    return Judged(Whereabouts(anchor, placement, state, change), None)
