"""Detects stale notes by comparing their code with its last confirmed version and with HEAD."""

from __future__ import annotations

import hashlib
import weakref
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from chesterton import __version__
from chesterton.anchoring.definitions.evidence import renewed
from chesterton.anchoring.text.quotes import QuoteMatch
from chesterton.following import baseline
from chesterton.following.claimed_words import NO_CLAIM, ClaimedWords
from chesterton.following.commit_position import CommitPosition
from chesterton.following.stored_quotes import find_stored_quote
from chesterton.following.working_tree import WorkingPosition
from chesterton.model.anchor import (
    ABOUT_PROJECT,
    Anchor,
    Candidate,
    Change,
    Placement,
    State,
    Whereabouts,
)
from chesterton.model.note import AnchorKey, Note
from chesterton.redact.clean import clean_lines, clean_name
from chesterton.syntax.fingerprint import version
from chesterton.syntax.parsed_symbol import ParsedSymbol
from chesterton.syntax.text import Text
from chesterton.workspace.memo import LruCache
from chesterton.workspace.workspace import Workspace

if TYPE_CHECKING:  # loaded for changed code
    from chesterton.following.renames import Renames
    from chesterton.following.verdict import Respellings, Verdict

_RULES = f"{__version__} 2"
"""Version of stored comparisons: raise the number when the results of `compare` change."""

_CACHE_BYTES = 4 * 2**20
"""Maximum size of the cached comparisons, and of the cached claims."""

_ENTRY_BYTES = 500
"""Size of a comparison with its key, or of a claim without words."""

_WORD_BYTES = 60
"""Size of a word without its letters."""


@dataclass(frozen=True, slots=True)
class Freshness:
    """Where one anchor of a note is, what changed there, and the words that the note watches."""

    where: Whereabouts
    claim: ClaimedWords = NO_CLAIM

    @property
    def touched(self) -> bool:
        """Whether the uncommitted edit is worth a warning."""
        return bool(self.where.edit and self.where.edit.claim)


class FreshnessCheck:
    """Compares anchored code with its baseline and with HEAD.

    Results are cached by note and code hash, because every keystroke creates another version of the
    code.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._verdicts: LruCache[object, Verdict] = LruCache(_CACHE_BYTES, _bytes_of_verdict)
        self._claims: LruCache[object, frozenset[str]] = LruCache(_CACHE_BYTES, _bytes_of_words)

        self._is_keeping = False
        self._fresh: dict[AnchorKey, tuple[str, Verdict]] = {}

    def load(self, anchors: Collection[AnchorKey]) -> None:
        """Loads the stored verdicts for these anchors, and starts collecting others to be saved."""
        for key, (code, found) in self._workspace.store.verdicts(anchors).items():
            with suppress(KeyError, TypeError):  # written by another version
                self._verdicts.put((key, code), _from_json(found))
        self._is_keeping = True

    def save(self) -> None:
        """Stores the verdicts that were computed since `load`."""
        fresh, self._fresh, self._is_keeping = self._fresh, {}, False
        if fresh:
            rows = {key: (code, _to_json(found)) for key, (code, found) in fresh.items()}
            self._workspace.store.put_verdicts(rows)

    @property
    def cached_bytes(self) -> int:
        """The approximate memory use of the caches."""
        return self._verdicts.size + self._claims.size

    def of_symbol(
        self,
        note: Note,
        key: AnchorKey,
        at_head: CommitPosition,
        position: WorkingPosition,
        saved: ParsedSymbol | None,
        renames: Callable[[], Renames],
    ) -> Freshness:
        """Compares an anchored symbol; `saved` replaces HEAD's definition if HEAD lacks it."""
        anchor, placement = note.anchors[key[1]], position.placement
        if placement is None or position.current is None:
            return _lost(anchor, at_head, position.nearest, position.head)
        before, current = position.head or saved, position.current
        found = self._verdict(note, key, before, current)
        if any(each and each.claim for each in found):
            respelled = renames().respellings(note, key[1], at_head.path, before, current)
            if any(respelled):
                found = self._verdict(note, key, before, current, respelled)
        change, edit = (_absolute(each, current) for each in found)
        if change is not None and position.head is not None and change != edit:
            change = replace(change, since=at_head.changed_since)
        state = State.CHANGED if change else State.CURRENT
        if not placement.certain:
            state, change = State.UNCERTAIN, None
        else:
            words = renewed(placement.evidence, is_changed=change is not None)
            placement = replace(placement, evidence=words)
        if edit and change is None:  # as a person confirmed it, or not surely the same code
            edit = replace(edit, claim=False)
        where = Whereabouts(anchor, placement, state, change, edit)
        return Freshness(where, self._claim(note, key, current))

    def of_file(
        self,
        anchor: Anchor,
        at_head: CommitPosition,
        text: Text | None,
        before: Text | None,
        *,
        exists: bool,
    ) -> Freshness:
        """Compares a file anchor, which is located by its quote if it has one.

        `before` is the text at HEAD, to which uncommitted edits are relative.
        """
        if anchor.is_project:
            return Freshness(Whereabouts(anchor, ABOUT_PROJECT, State.CURRENT))
        if not exists:
            return _lost(anchor, at_head)
        if anchor.quote is None or text is None:
            placement = Placement(at_head.path, None, 1, 1, at_head.confidence, at_head.evidence)
            return Freshness(Whereabouts(anchor, placement, State.CURRENT))
        freshness = _of_quote(anchor, at_head, find_stored_quote(anchor.quote, text))
        old, new = (_lines(anchor.quote, each) for each in (before, text))
        change = freshness.where.change
        if change is None:
            return freshness
        edit = replace(change, since=None, reason=_reason(old or [], new or []))
        change = replace(change, reason=_reason(anchor.quote.split("\n"), new or []))
        where = replace(freshness.where, change=change, edit=edit if old != new else None)
        return replace(freshness, where=where)

    def _verdict(
        self,
        note: Note,
        key: AnchorKey,
        before: ParsedSymbol | None,
        current: ParsedSymbol,
        respellings: Respellings | None = None,
    ) -> Verdict:
        anchor, language = note.anchors[key[1]], current.parsed.language
        code = _digest(
            _RULES,
            version(language) if language else "",
            current.symbol.name,
            current.source,
            *([before.symbol.name, before.source] if before else []),
            *(repr(each.sorted) for each in respellings or () if each),
        )
        known = self._verdicts.known((key, code))
        if known is None:
            known = self._compare(note, anchor, before, current, respellings)
            self._verdicts.put((key, code), known)
            if self._is_keeping and anchor.source != current.source:
                self._fresh[key] = code, known
        return known

    def _compare(
        self,
        note: Note,
        anchor: Anchor,
        before: ParsedSymbol | None,
        today: ParsedSymbol,
        respellings: Respellings | None,
    ) -> Verdict:
        is_same = baseline.equals_baseline(anchor, today) or today.fingerprint in anchor.earlier
        if is_same and (before is None or baseline.is_equal(before, today)):
            return None, None
        from chesterton.following.verdict import (  # noqa: PLC0415 - 10 ms, for changed code
            Sides,
            verdict,
        )

        then, now = baseline.sides(self._workspace, anchor, today)
        return verdict(note, anchor, Sides(then, now, before, today, is_same), respellings)

    def _claim(self, note: Note, key: AnchorKey, today: ParsedSymbol) -> ClaimedWords:
        anchor, symbol = note.anchors[key[1]], today.symbol
        memo = key, _digest(symbol.name, today.source)
        parsed, without_tree = weakref.ref(today.parsed), today.parsed.without_tree()

        def words() -> frozenset[str]:
            from chesterton.following.verdict import claim_in  # noqa: PLC0415 - not for a hover

            side = ParsedSymbol(parsed() or without_tree, symbol)
            return self._claims.get(memo, lambda: claim_in(note, anchor, side).words)

        prose = "\n".join((note.title, note.body, anchor.quote or "", *(note.content.watch or ())))
        return ClaimedWords(prose, words, self._claims.known(memo))


def _digest(*texts: str) -> str:
    digest = hashlib.blake2b(digest_size=16)
    for text in texts:
        data = text.encode("utf-8", "surrogatepass")
        digest.update(b"%d " % len(data))
        digest.update(data)
    return digest.hexdigest()


def _to_json(found: Verdict) -> dict[str, object]:
    change, edit = (asdict(each) if each else None for each in found)
    return {"change": change, "edit": edit}


def _from_json(found: Mapping[str, Any]) -> Verdict:
    change, edit = (
        Change(**{**each, "labels": tuple(each["labels"])}) if each else None
        for each in (found["change"], found["edit"])
    )
    return change, edit


def _bytes_of_verdict(_found: Verdict) -> int:
    return _ENTRY_BYTES


def _bytes_of_words(words: frozenset[str]) -> int:
    return _ENTRY_BYTES + sum(_WORD_BYTES + len(word) for word in words)


def _absolute(change: Change | None, today: ParsedSymbol) -> Change | None:
    return replace(change, line=change.line + today.symbol.first_line) if change else None


def _lines(quote: str, text: Text | None) -> list[str] | None:
    """The lines of a text that match the quote; None if there are none."""
    match = find_stored_quote(quote, text) if text else None
    if match is None or text is None:
        return None
    return [text.line(number - 1) for number in range(match.line, match.end_line + 1)]


def _reason(old: Sequence[str], new: Sequence[str]) -> str:
    """The first difference between two versions of the quoted lines, without secrets."""
    from chesterton.anchoring.claims.reason import (  # noqa: PLC0415 - for changed code
        reason_of_lines,
    )

    sides = (clean_lines("\n".join(lines)).split("\n") for lines in (old, new))
    pairs = ([line.strip() for line in pair] for pair in zip_longest(*sides, fillvalue=""))
    return next((reason_of_lines(*pair) for pair in pairs if pair[0] != pair[1]), "")


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
    return Freshness(Whereabouts(anchor, placement, state, change))


def _lost(
    anchor: Anchor,
    at_head: CommitPosition,
    nearest: tuple[Candidate, ...] = (),
    head: ParsedSymbol | None = None,
) -> Freshness:
    last = (at_head.path, at_head.name)
    edit = None
    if head is not None:
        reason = f"`{clean_name(head.symbol.last_name)}` was deleted"
        edit = Change(("deleted",), claim=True, mechanical=False, reason=reason, signal="deleted")
    return Freshness(Whereabouts(anchor, None, State.LOST, edit=edit, nearest=nearest, last=last))
