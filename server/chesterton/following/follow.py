"""Follows any symbol, with or without notes, to another revision or to the working tree."""

from dataclasses import replace

from chesterton.anchoring.definitions.evidence import renewed
from chesterton.anchoring.text.overload_choice import choose, split_types
from chesterton.anchoring.text.symbol_lookup import suggestion, symbols_named
from chesterton.following.commit_position import AnchorAtHead, CommitPosition, baseline_position
from chesterton.following.origins import last_with
from chesterton.following.replay import replay
from chesterton.following.resolver import with_presence_at
from chesterton.following.working_tree import WorkingPosition, WorkingTree, candidates_in
from chesterton.git.repository import Repository
from chesterton.model.anchor import Baseline, Placement, State
from chesterton.model.errors import UserError
from chesterton.model.move import FollowResult, Hop
from chesterton.model.note import NoteId
from chesterton.model.symbol import location_text
from chesterton.syntax.outline import Parsed
from chesterton.workspace.not_fetched import require_fetched
from chesterton.workspace.workspace import Workspace

_KEY = (NoteId(""), 0, 0)


def follow(
    workspace: Workspace,
    path: str,
    symbol: str,
    start: str | None = None,
    end: str | None = None,
    line: int | None = None,
) -> FollowResult:
    """Does the work of `api.follow`."""
    repository, name = workspace.repository, split_types(symbol)[0]
    if repository is None:
        return _uncommitted(workspace, path, symbol, line)
    if start is None:
        first = _last_with(workspace, repository, path, name)
    else:
        first = _commit(repository, start)
    if first is None:
        require_fetched(workspace, path)
        full = _full_name(workspace, path, name)
        if full != name:
            return follow(workspace, path, full + symbol[len(name) :], start, end, line)
        return _uncommitted(workspace, path, symbol, line)
    last = (workspace.head() or first) if end is None else _commit(repository, end)
    parsed = workspace.parsed_at(first, path)
    anchor = _anchor(path, symbol, parsed, first, line)
    replayed = replay(workspace, last, {_KEY: anchor}, lambda _commit: {})
    located = with_presence_at(workspace, last, {_KEY: anchor}, replayed)[_KEY]
    if end is not None:
        return _in_tree(workspace, anchor, located, last)
    return _to_disk(workspace, anchor, located)


def _commit(repository: Repository, revision: str) -> str:
    commit = repository.resolve(revision)
    if commit is None:
        raise UserError(
            f"there is no revision {revision or repr('')}", "use a branch, a tag or a commit id"
        )
    return commit


def _anchor(
    path: str, typed: str, parsed: Parsed | None, commit: str | None, line: int | None
) -> Baseline:
    """The definition to follow. It is never stored, so secrets are not redacted."""
    name, types = split_types(typed)
    matches = symbols_named(parsed, name) if parsed else ()
    if parsed is None or not matches:
        at = f" at {commit[:10]}" if commit else ""
        near = suggestion(path, parsed, name) if parsed else None
        raise UserError(
            f"there is no symbol {location_text(path, name)}{at}",
            near or "check the name, or use --from REV to start at a commit that contains it",
        )
    symbol = choose(path, parsed, matches, types, line)
    source, fingerprint = parsed.source(symbol), parsed.fingerprint(symbol)
    return Baseline(path, *symbol.key, symbol.line, commit, fingerprint, source)


def _last_with(workspace: Workspace, repository: Repository, path: str, name: str) -> str | None:
    """The newest commit whose tree has the symbol under this name."""
    head = workspace.head()

    def has(commit: str) -> bool:
        parsed = workspace.parsed_at(commit, path)
        return parsed is not None and bool(parsed.outline.named(name))

    if head is None:
        return None
    return last_with(repository, head, workspace.paths.real_in(repository, head, path), has)


def _full_name(workspace: Workspace, path: str, name: str) -> str:
    """The qualified name of the definition on disk; the given name if there is none."""
    parsed = workspace.parsed(path)
    matches = symbols_named(parsed, name) if parsed else ()
    return matches[0].name if matches else name


def _uncommitted(workspace: Workspace, path: str, name: str, line: int | None) -> FollowResult:
    anchor = _anchor(path, name, workspace.parsed(path), None, line)
    return _to_disk(workspace, anchor, baseline_position(anchor, present=False))


def _in_tree(
    workspace: Workspace, anchor: Baseline, located: CommitPosition, commit: str
) -> FollowResult:
    parsed = workspace.parsed_at(commit, located.path)
    definition = located.in_file(parsed) if located.symbol_location else None
    candidates = candidates_in(located, lambda path: workspace.parsed_at(commit, path))
    if located.lost or definition is None:
        return replace(_followed(anchor, located, State.LOST, None), nearest=candidates)
    symbol, is_same = definition.symbol, definition.fingerprint == anchor.fingerprint
    words = renewed(located.evidence, is_changed=not is_same)
    placement = Placement(
        located.path,
        symbol,
        symbol.line,
        symbol.end_line,
        located.confidence,
        words if located.certain else located.evidence,
        located.certain,
        candidates,
    )
    state = State.CURRENT if is_same else State.CHANGED
    if not located.certain:
        state = State.UNCERTAIN
    return replace(_followed(anchor, located, state, placement), evidence=placement.evidence)


def _to_disk(workspace: Workspace, anchor: Baseline, located: CommitPosition) -> FollowResult:
    tree = WorkingTree(workspace, {}, workspace.head())
    position = tree.find([AnchorAtHead(anchor, located)])[0]
    if position.placement is None:
        lost = _followed(anchor, located, State.LOST, None)
        return replace(lost, nearest=position.nearest)
    state = _state(anchor, position)
    at = position.placement
    if at.certain:
        words = renewed(at.evidence, is_changed=state is State.CHANGED)
        at = replace(at, evidence=words)
    followed = replace(_followed(anchor, located, state, at), evidence=at.evidence)
    if at.symbol is None or (at.path, at.symbol.name) == (located.path, located.name):
        return followed
    hop = Hop(None, None, at.path, at.symbol.name, at.evidence, at.confidence)
    return replace(followed, hops=(*located.hops, hop))


def _state(anchor: Baseline, position: WorkingPosition) -> State:
    if position.placement is not None and not position.placement.certain:
        return State.UNCERTAIN
    today = position.current
    if today is None or today.fingerprint != anchor.fingerprint:
        return State.CHANGED
    return State.CURRENT


def _followed(
    anchor: Baseline, located: CommitPosition, state: State, placement: Placement | None
) -> FollowResult:
    name = anchor.symbol or ""
    return FollowResult(
        anchor.commit, anchor.path, name, located.hops, state, placement, located.evidence
    )
