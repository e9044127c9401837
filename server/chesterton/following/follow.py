"""Follows a symbol from one revision to another, or to the working tree, hop by hop."""

from dataclasses import dataclass, replace

from chesterton.anchoring.text.symbol_lookup import named, nearest
from chesterton.following.commit_position import CommitPosition, at_origin
from chesterton.following.origins import last_with
from chesterton.following.replay import replay, settled
from chesterton.following.working_tree import (
    AnchorAtHead,
    WorkingPosition,
    WorkingTree,
    candidates_in,
)
from chesterton.git.repository import Repository
from chesterton.model.anchor import Candidate, Placement, State, Vouched
from chesterton.model.errors import UserError
from chesterton.model.followed import Followed
from chesterton.model.move import Hop
from chesterton.model.note import NoteId
from chesterton.model.symbol import SymbolKind, written
from chesterton.syntax.outline import Parsed
from chesterton.workspace.workspace import Workspace

_KEY = (NoteId(""), 0, 0)


@dataclass(frozen=True, slots=True)
class _Start:
    """The definition that is followed. It is not stored, so secrets are not removed from it."""

    path: str
    symbol: str
    symbol_kind: SymbolKind
    ordinal: int
    commit: str | None
    fingerprint: str
    source: str
    is_name_alone: bool = False


def follow(
    workspace: Workspace,
    path: str,
    symbol: str,
    start: str | None = None,
    end: str | None = None,
) -> Followed:
    """Follows `path::symbol` as named at `start`, by default the last commit that has it.

    Without `end` the way leads through HEAD to the files on disk. Raises UserError for revisions
    and symbols that do not exist.
    """
    repository = workspace.repository
    if repository is None:
        return _only_today(workspace, path, symbol)
    if start is None:
        first = _last_with(workspace, repository, path, symbol)
    else:
        first = _commit(repository, start)
    if first is None:
        full = _full_name(workspace, path, symbol)
        if full != symbol:
            return follow(workspace, path, full, start, end)
        return _only_today(workspace, path, symbol)
    last = (workspace.head() or first) if end is None else _commit(repository, end)
    parsed = workspace.parsed_at(first, path)
    anchor = _anchor(path, symbol, parsed, first)
    walked = replay(workspace, last, {_KEY: anchor}, lambda _commit: {})
    located = settled(workspace, last, {_KEY: anchor}, walked)[_KEY]
    if end is not None:
        return _in_tree(workspace, anchor, located, last)
    return _to_disk(workspace, anchor, located)


def _commit(repository: Repository, revision: str) -> str:
    commit = repository.resolve(revision)
    if commit is None:
        raise UserError(
            f"there is no revision {revision or repr('')}", "give a branch, a tag or a commit id"
        )
    return commit


def _anchor(path: str, name: str, parsed: Parsed | None, commit: str | None) -> "_Start":
    found = named(parsed, name) if parsed else ()
    if parsed is None or not found:
        at = f" at {commit[:10]}" if commit else ""
        meant = nearest(path, parsed, name) if parsed else None
        raise UserError(
            f"there is no symbol {written(path, name)}{at}",
            meant or "check the name; --from REV starts at a commit that has it",
        )
    symbol = found[0]
    source, fingerprint = parsed.source(symbol), parsed.fingerprint(symbol)
    return _Start(path, symbol.name, symbol.kind, symbol.ordinal, commit, fingerprint, source)


def _last_with(workspace: Workspace, repository: Repository, path: str, name: str) -> str | None:
    """The newest commit whose tree has the symbol under this name."""
    head = workspace.head()

    def has(commit: str) -> bool:
        parsed = workspace.parsed_at(commit, path)
        return parsed is not None and bool(parsed.outline.named(name))

    return last_with(repository, head, path, has) if head else None


def _full_name(workspace: Workspace, path: str, name: str) -> str:
    """The qualified name of the only definition that has this name today; else the name."""
    parsed = workspace.parsed(path)
    found = named(parsed, name) if parsed else ()
    return found[0].name if found else name


def _only_today(workspace: Workspace, path: str, name: str) -> Followed:
    anchor = _anchor(path, name, workspace.parsed(path), None)
    return _to_disk(workspace, anchor, at_origin(anchor, present=False))


def _in_tree(
    workspace: Workspace, anchor: Vouched, located: CommitPosition, commit: str
) -> Followed:
    parsed = workspace.parsed_at(commit, located.path)
    found = located.in_file(parsed) if located.spot else None
    candidates = candidates_in(located, lambda path: workspace.parsed_at(commit, path))
    if located.lost or found is None:
        return _lost(anchor, located, candidates)
    symbol, same = found.symbol, found.fingerprint == anchor.fingerprint
    placement = Placement(
        located.path,
        symbol,
        symbol.line,
        symbol.end_line,
        located.confidence,
        located.evidence,
        located.certain,
        candidates,
    )
    state = State.CURRENT if same else State.CHANGED
    if not located.certain:
        state = State.UNCERTAIN
    return _told(anchor, located, state, placement)


def _to_disk(workspace: Workspace, anchor: Vouched, located: CommitPosition) -> Followed:
    today = WorkingTree(workspace, {}, workspace.head())
    found = today.find([AnchorAtHead(anchor, located)])[0]
    if found.placement is None:
        return _lost(anchor, located, found.nearest)
    state = _state(anchor, found)
    hops = located.hops
    at = found.placement
    if at.symbol and (at.path, at.symbol.name) != (located.path, located.name):
        hop = Hop(None, None, at.path, at.symbol.name, at.evidence, at.confidence)
        hops = (*hops, hop)
    return Followed(anchor.commit, anchor.path, anchor.symbol or "", hops, state, at, at.evidence)


def _state(anchor: Vouched, found: WorkingPosition) -> State:
    if found.placement is not None and not found.placement.certain:
        return State.UNCERTAIN
    today = found.today
    if today is None or today.fingerprint != anchor.fingerprint:
        return State.CHANGED
    return State.CURRENT


def _lost(anchor: Vouched, located: CommitPosition, nearest: tuple[Candidate, ...]) -> Followed:
    return replace(_told(anchor, located, State.LOST, None), nearest=nearest)


def _told(
    anchor: Vouched, located: CommitPosition, state: State, placement: Placement | None
) -> Followed:
    name = anchor.symbol or ""
    return Followed(
        anchor.commit, anchor.path, name, located.hops, state, placement, located.evidence
    )
