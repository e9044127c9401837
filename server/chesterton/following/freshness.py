"""Checks whether a note still holds: compares its code with the baseline and with HEAD."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from chesterton.anchoring.claims.claim import Claim, claim_of
from chesterton.anchoring.claims.claim_rebase import rebase
from chesterton.anchoring.claims.relevance import UNKNOWN_CHANGE, compare
from chesterton.anchoring.definitions.evidence import renewed
from chesterton.anchoring.text.quotes import QuoteMatch
from chesterton.following import baseline
from chesterton.following.commit_position import CommitPosition
from chesterton.following.stored_quotes import find_stored_quote
from chesterton.following.working_tree import WorkingPosition
from chesterton.model.anchor import ABOUT_PROJECT, Anchor, Change, Placement, State, Whereabouts
from chesterton.model.note import AnchorKey, Note
from chesterton.syntax.parsed_symbol import ParsedSymbol
from chesterton.syntax.shape import Shape
from chesterton.syntax.text import Text
from chesterton.workspace.memo import LruCache
from chesterton.workspace.workspace import Workspace

_REMEMBERED = 20_000
"""Comparisons cached, and as many claims."""


Verdict = tuple[Change | None, Change | None]
"""How a symbol changed since its baseline, and since HEAD; lines are relative to its first one."""


@dataclass(frozen=True, slots=True)
class Freshness:
    """The state of one anchor of a note, and what the uncommitted edit changes there."""

    where: Whereabouts
    edit: Change | None
    claim: Callable[[], frozenset[str]] = frozenset  #: words of the code that the note is about

    @property
    def touched(self) -> bool:
        """Whether the uncommitted edit affects the note's claim and does not look mechanical."""
        edit = self.edit
        return bool(self.where.change and edit and edit.claim and not edit.mechanical)


class FreshnessCheck:
    """Compares anchored code with its baseline and with HEAD; caches results by note and code."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._verdicts: LruCache[object, Verdict] = LruCache(_REMEMBERED)
        self._claims: LruCache[object, frozenset[str]] = LruCache(_REMEMBERED)

    def of_symbol(
        self,
        note: Note,
        key: AnchorKey,
        at_head: CommitPosition,
        position: WorkingPosition,
        saved: ParsedSymbol | None,
    ) -> Freshness:
        """Compares an anchored symbol; `saved` replaces HEAD's definition if HEAD lacks it."""
        anchor, placement = note.anchors[key[1]], position.placement
        if placement is None or position.current is None:
            lost = Whereabouts(anchor, None, State.LOST, nearest=position.nearest)
            return Freshness(lost, None)
        before = position.head or saved
        verdict = self._verdict(note, key, before, position.current)
        change, edit = (_absolute(each, position.current) for each in verdict)
        if change is not None and position.head is not None and edit is None:
            change = replace(change, since=at_head.changed_since)
        state = State.CHANGED if change else State.CURRENT
        if not placement.certain:
            state, change = State.UNCERTAIN, None
        else:
            words = renewed(placement.evidence, is_changed=change is not None)
            placement = replace(placement, evidence=words)
        where = Whereabouts(anchor, placement, state, change)
        return Freshness(where, edit, partial(self._claim, note, key, position.current))

    def of_file(
        self,
        anchor: Anchor,
        at_head: CommitPosition,
        text: Text | None,
        before: Text | None,
        *,
        exists: bool,
    ) -> Freshness:
        """Compares the anchor of a file, which is located by its quote if it has one.

        `before` is the text at HEAD, against which uncommitted edits count.
        """
        if anchor.is_project:
            return Freshness(Whereabouts(anchor, ABOUT_PROJECT, State.CURRENT), None)
        if not exists:
            return Freshness(Whereabouts(anchor, None, State.LOST), None)
        if anchor.quote is None or text is None:
            placement = Placement(at_head.path, None, 1, 1, at_head.confidence, at_head.evidence)
            return Freshness(Whereabouts(anchor, placement, State.CURRENT), None)
        freshness = _of_quote(anchor, at_head, find_stored_quote(anchor.quote, text))
        is_edited = _lines(anchor.quote, before) != _lines(anchor.quote, text)
        return replace(freshness, edit=freshness.where.change if is_edited else None)

    def _verdict(
        self, note: Note, key: AnchorKey, before: ParsedSymbol | None, current: ParsedSymbol
    ) -> Verdict:
        memo = key, before.source if before else None, current.symbol.name, current.source
        return self._verdicts.get(
            memo, lambda: self._compare(note, note.anchors[key[1]], before, current)
        )

    def _compare(
        self, note: Note, anchor: Anchor, before: ParsedSymbol | None, today: ParsedSymbol
    ) -> Verdict:
        is_same = baseline.equals_baseline(anchor, today)
        if is_same and (before is None or baseline.is_equal(before, today)):
            return None, None
        then, now = baseline.shapes(self._workspace, anchor, today)
        claim = _claim_of(note, anchor, then or now)
        change = None
        if not is_same:
            change = compare(then, now, claim) if then else UNKNOWN_CHANGE
        return _relative(change, today), _edit(before, today, claim, then)

    def _claim(self, note: Note, key: AnchorKey, today: ParsedSymbol) -> frozenset[str]:
        anchor = note.anchors[key[1]]
        return self._claims.get(
            (key, today.symbol.name, today.source),
            lambda: _claim_of(note, anchor, today.shape).terms,
        )


def _claim_of(note: Note, anchor: Anchor, shape: Shape) -> Claim:
    return claim_of(f"{note.title}\n{note.body}", anchor.quote, shape)


def _edit(
    before: ParsedSymbol | None, today: ParsedSymbol, claim: Claim, baseline_shape: Shape | None
) -> Change | None:
    """The uncommitted edit, judged by the claim rebased onto the committed code."""
    if before is None or baseline.is_equal(before, today):
        return None
    head = before.shape
    if baseline_shape:
        claim = rebase(claim, baseline_shape, head)
    return _relative(compare(head, today.shape, claim), today)


def _relative(change: Change | None, today: ParsedSymbol) -> Change | None:
    if change is None:
        return None
    return replace(change, line=max(0, change.line - today.symbol.first_line))


def _absolute(change: Change | None, today: ParsedSymbol) -> Change | None:
    return replace(change, line=change.line + today.symbol.first_line) if change else None


def _lines(quote: str, text: Text | None) -> list[str] | None:
    """The lines of a text that match the quote; None if there are none."""
    match = find_stored_quote(quote, text) if text else None
    if match is None or text is None:
        return None
    return [text.line(number - 1) for number in range(match.line, match.end_line + 1)]


def _of_quote(anchor: Anchor, at_head: CommitPosition, match: QuoteMatch | None) -> Freshness:
    if match is None:
        line, end, state, confidence = 1, 1, State.UNCERTAIN, 0.5
        evidence = "the quoted line is no longer in the file"
    elif match.exact:
        line, end, state, confidence = match.line, match.end_line, State.CURRENT, 1.0
        evidence = "same line"
    else:
        line, end, state = match.line, match.end_line, State.CHANGED
        confidence = match.similarity
        evidence = f"similar line ({round(match.similarity * 100)}%)"
    change = None
    if state is State.CHANGED:
        change = Change(
            ("text",), claim=True, mechanical=False, line=line, since=at_head.changed_since
        )
    certain = state is not State.UNCERTAIN
    placement = Placement(at_head.path, None, line, end, confidence, evidence, certain)
    return Freshness(Whereabouts(anchor, placement, state, change), None)
