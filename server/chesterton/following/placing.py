"""Locates notes in the working tree: first at HEAD, then through uncommitted changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from chesterton.anchoring.definitions.evidence import MOVED_FILE
from chesterton.following import merging
from chesterton.following.claimed_words import ClaimedWords
from chesterton.following.commit_position import AnchorAtHead, CommitPosition, key_of
from chesterton.following.freshness import Freshness, FreshnessCheck
from chesterton.following.resolver import Resolver
from chesterton.following.working_tree import WorkingPosition, WorkingTree
from chesterton.model.anchor import Anchor, Placement, State, Whereabouts
from chesterton.model.move import Hop, Move
from chesterton.model.note import AnchorKey, Note
from chesterton.syntax.outline import Parsed
from chesterton.syntax.parsed_symbol import ParsedSymbol, find_symbol
from chesterton.workspace.files import is_same_name
from chesterton.workspace.workspace import Workspace

if TYPE_CHECKING:  # loaded for changed code
    from chesterton.following.renames import Renames


class Sighting(NamedTuple):
    """One anchor of a note, with its current place and the uncommitted edit to its code."""

    note: Note
    where: Whereabouts
    moves: tuple[Move, ...]  #: since a person confirmed the note, oldest first
    head_path: str  #: the anchor's file in HEAD's tree
    head: ParsedSymbol | None  #: the anchored definition in HEAD's tree, if HEAD has it
    claim: ClaimedWords


class Placer:
    """Locates the notes of one workspace; lives as long as the workspace, to keep its caches."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._resolver = workspace.singleton(Resolver)
        self._freshness = workspace.singleton(FreshnessCheck)

    def locate_anchors(
        self, notes: Sequence[Note], documents: Mapping[str, Parsed], head: str | None
    ) -> dict[AnchorKey, Sighting]:
        """Locates every anchor of the notes in the working tree; `documents` are open buffers.

        Changes since the commit `head` count as uncommitted.
        """
        located = self._resolver.resolve(notes, head)
        tree = WorkingTree(self._workspace, documents, head)
        renames = self._renames(documents, head)
        places = {key_of(note, i): (note, i) for note in notes for i in range(len(note.anchors))}
        symbols = {
            key: AnchorAtHead(note.anchors[index], located[key])
            for key, (note, index) in places.items()
            if note.anchors[index].symbol is not None
        }
        positions = dict(zip(symbols, tree.find(list(symbols.values())), strict=True))
        if not documents:  # an open document changes with every keystroke
            self._freshness.load(symbols.keys())
        sightings = {
            key: self._sighting(note, index, located[key], positions.get(key), tree, renames)
            for key, (note, index) in places.items()
        }
        if not documents:
            self._freshness.save()
        return sightings

    def _renames(self, documents: Mapping[str, Parsed], head: str | None) -> Callable[[], Renames]:
        @cache
        def renames() -> Renames:
            from chesterton.following.renames import (  # noqa: PLC0415 - for changed code
                Renames,
            )

            return Renames(self._workspace, documents, head)

        return renames

    def _sighting(
        self,
        note: Note,
        index: int,
        at_head: CommitPosition,
        position: WorkingPosition | None,
        tree: WorkingTree,
        renames: Callable[[], Renames],
    ) -> Sighting:
        anchor = note.anchors[index]
        if position is None:
            freshness, is_merged = self._of_file(anchor, at_head, tree)
            head = None
        else:
            saved = self._saved(position) if position.head is None else None
            key = key_of(note, index)
            freshness = self._freshness.of_symbol(note, key, at_head, position, saved, renames)
            is_merged = freshness.touched and self._is_merged(at_head.path, position)
            head = position.head
        where = freshness.where
        if where.placement is None:
            where = self._not_fetched(anchor, at_head) or where
        if is_merged and where.edit:
            where = replace(where, edit=replace(where.edit, claim=False))
        return Sighting(
            note,
            where,
            moves=tuple(_moves(index, anchor, at_head, freshness.where.placement)),
            head_path=at_head.path,
            head=head,
            claim=freshness.claim,
        )

    def _of_file(
        self, anchor: Anchor, at_head: CommitPosition, tree: WorkingTree
    ) -> tuple[Freshness, bool]:
        """The freshness of a note on a file or the project, and whether the file is in conflict."""
        before = at_head.path
        path = at_head.path if anchor.is_project else tree.path_of(at_head.path)
        if path is not None and path != at_head.path:
            at_head = replace(at_head, path=path, evidence=f"file renamed from {at_head.path}")
        elif path is None and not at_head.lost and (home := tree.home_of(before)):
            path = home
            at_head = replace(at_head, path=path, evidence=MOVED_FILE.format(before))
        parsed = tree.files.parsed(path) if anchor.quote and path else None
        head = tree.files.at_head(before) or self._workspace.parsed(before) if parsed else None
        texts = (parsed.text if parsed else None, head.text if head else None)
        freshness = self._freshness.of_file(anchor, at_head, *texts, exists=path is not None)
        is_merged = bool(freshness.touched and parsed and merging.is_in_conflict(parsed))
        return freshness, is_merged

    def _not_fetched(self, anchor: Anchor, at_head: CommitPosition) -> Whereabouts | None:
        """Where a lost anchor is if its file is in HEAD, but neither checked out nor fetched."""
        from chesterton.workspace.not_fetched import (  # noqa: PLC0415 - for lost notes
            how_to_check_out,
            is_not_fetched,
        )

        workspace, head = self._workspace, self._workspace.head()
        paths = dict.fromkeys((at_head.path, str(anchor.path)))
        path = next((each for each in paths if is_not_fetched(workspace, each)), None)
        if path is None or head is None:
            return None
        is_same = path == anchor.path and not workspace.differs(anchor.commit, head, path)
        change = "" if is_same else "the file has changed, and is "
        evidence = f"{change}not checked out; run: {how_to_check_out(workspace, path)}"
        end = anchor.line + (anchor.source or anchor.quote or "").count("\n")
        confidence, state = (1.0, State.CURRENT) if is_same else (0.5, State.UNCERTAIN)
        placement = Placement(path, None, anchor.line, end, confidence, evidence, is_same)
        return Whereabouts(anchor, placement, state)

    def _saved(self, position: WorkingPosition) -> ParsedSymbol | None:
        """The definition as saved on disk, for comparison if HEAD lacks it."""
        if position.placement is None or position.current is None:
            return None
        parsed = self._workspace.parsed(position.placement.path)
        return find_symbol(parsed, *position.current.symbol.key)

    def _is_merged(self, head_path: str, position: WorkingPosition) -> bool:
        """Whether the edit to a definition comes from a merge or rebase in progress."""
        if position.placement is None or position.current is None:
            head = position.head
            return head is not None and merging.is_removed_by_merged_commit(
                self._workspace, head_path, head.symbol
            )
        if merging.is_in_conflict(position.current.parsed):
            return True
        if position.head is None:
            return False
        before, today = (head_path, position.head), (position.placement.path, position.current)
        return merging.comes_from_merged_commit(self._workspace, before, today)


def _moves(
    index: int, anchor: Anchor, at_head: CommitPosition, placement: Placement | None
) -> Iterator[Move]:
    path, symbol = str(anchor.path), anchor.symbol and str(anchor.symbol)
    for hop in _hops(at_head, placement):
        yield Move(index, path, symbol, hop)
        path, symbol = hop.path, hop.symbol


def _hops(at_head: CommitPosition, placement: Placement | None) -> Iterator[Hop]:
    """The committed moves, then the uncommitted one, if any."""
    yield from at_head.hops
    if placement is None or not placement.certain or at_head.lost:
        return
    name = placement.name
    if placement.path != at_head.path or not is_same_name(name, at_head.name):
        yield Hop(None, None, placement.path, name, placement.evidence, placement.confidence)
