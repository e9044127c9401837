"""Finds anchors in the working tree from their positions at HEAD; open buffers win over files."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import islice
from pathlib import PurePosixPath

from chesterton.anchoring.definitions.changeset import Changeset
from chesterton.anchoring.definitions.edited_in_place import is_edited_in_place
from chesterton.anchoring.definitions.evidence import CHANGED
from chesterton.anchoring.definitions.ladder import MOST_CANDIDATES
from chesterton.anchoring.definitions.lazy_files import LazyFiles
from chesterton.anchoring.definitions.one_file import stand_containers, standing_overload
from chesterton.anchoring.definitions.subject import Subject
from chesterton.anchoring.text import fuzzy
from chesterton.following import baseline
from chesterton.following.candidate_files import CandidateFiles, FileSets, place_in_stages
from chesterton.following.commit_position import AnchorAtHead, CommitPosition
from chesterton.following.copies import Copies
from chesterton.following.file_home import home_of_definitions
from chesterton.following.likely_files import LikelyFiles, source_files
from chesterton.following.origins import is_untraceable
from chesterton.git.worktree import matches_blob
from chesterton.model.anchor import Baseline, Candidate, Lost, Outcome, Placement
from chesterton.syntax.language import language_for
from chesterton.syntax.outline import Parsed
from chesterton.syntax.parsed_symbol import ParsedSymbol, find_symbol
from chesterton.syntax.text import Text
from chesterton.workspace import files
from chesterton.workspace.workspace import Workspace

_REAPPEARED = 0.5
"""Confidence that a definition with a lost one's name and similar code is the lost one."""

_RENAME_LIMIT = 400
"""Maximum number of files compared to find one that was renamed and edited."""

_RENAME_THRESHOLD = 0.5
"""Similarity at which a file counts as renamed, as in git."""

Read = Callable[[str], Parsed | None]
"""Reads the outline of a file by its path; None if there is no such file."""


@dataclass(frozen=True, slots=True)
class WorkingPosition:
    """The position of a symbol's anchor in the working tree."""

    placement: Placement | None  #: None if it is lost
    current: ParsedSymbol | None  #: the definition at `placement`
    head: ParsedSymbol | None  #: the same definition in HEAD's tree; None if HEAD lacks it
    nearest: tuple[Candidate, ...] = ()  #: if lost: similar definitions


class MovedFiles:
    """Finds renamed files in the working tree; open buffers win over files."""

    def __init__(
        self, workspace: Workspace, documents: Mapping[str, Parsed], head: str | None
    ) -> None:
        self._workspace = workspace
        self._documents = documents
        self._head = head
        self._lines_by_path: dict[str, Sequence[str]] = {}

    def find(self, path: str) -> str | None:
        """The path of a file, even after an uncommitted rename; None if it is gone."""
        if path in self._documents or self._workspace.has(path):
            return path
        blob = self._workspace.blob_id(self._head, path) if self._head else None
        if blob is None:
            return None
        dirty = sorted(self._workspace.dirty())
        same = next((other for other in dirty if self._is_blob(other, blob)), None)
        return same or self._edited(path, dirty)

    def _edited(self, path: str, others: Sequence[str]) -> str | None:
        """The file that was renamed and edited, if git will detect that as a rename."""
        before = self._workspace.parsed_at(self._head, path) if self._head else None
        lines = _lines(before.text) if before else []
        if not lines:
            return None
        suffix = PurePosixPath(path).suffix
        added = (
            each for each in others if PurePosixPath(each).suffix == suffix and self._is_new(each)
        )
        scores = {
            each: _similarity(lines, self._lines_of(each)) for each in islice(added, _RENAME_LIMIT)
        }
        best = max(scores, key=scores.__getitem__, default=None)
        return best if best is not None and scores[best] >= _RENAME_THRESHOLD else None

    def _is_new(self, path: str) -> bool:
        """Whether HEAD lacks the file."""
        return self._head is None or self._workspace.blob_id(self._head, path) is None

    def _lines_of(self, path: str) -> Sequence[str]:
        if path not in self._lines_by_path:
            document = self._documents.get(path)
            text = document.text if document else self._workspace.read(path)
            self._lines_by_path[path] = _lines(text) if text else []
        return self._lines_by_path[path]

    def _is_blob(self, path: str, blob: str) -> bool:
        data = files.read_bytes(self._workspace.root, self._workspace.real(path))
        repository = self._workspace.repository
        return (
            data is not None
            and repository is not None
            and matches_blob(data, blob, repository.object_format)
        )


def _lines(text: Text) -> list[str]:
    """The non-blank lines."""
    return [line for line in text.value.split("\n") if line.strip()]


def _similarity(lines: Sequence[str], others: Sequence[str]) -> float:
    """Git's measure of similarity: common lines as a share of the longer file, 0 to 1."""
    common = fuzzy.similarity(lines, others) * (len(lines) + len(others)) / 2
    return common / max(len(lines), len(others), 1)


class WorkingTree:
    """The current files, for one search; open buffers take precedence over files on disk."""

    def __init__(
        self, workspace: Workspace, documents: Mapping[str, Parsed], head: str | None
    ) -> None:
        self.head = head
        self._workspace = workspace
        self._documents = documents
        self._last_path = ""
        self._last: Parsed | None = None

    def parsed(self, path: str) -> Parsed | None:
        """A file as it is in an open buffer, or else on disk."""
        if path in self._documents:
            return self._documents[path]
        if path != self._last_path:  # anchors are found in the order of files
            self._last_path, self._last = path, self._workspace.parsed(path)
        return self._last

    @cached_property
    def files(self) -> MovedFiles:
        """Finds files, even after an uncommitted rename."""
        return MovedFiles(self._workspace, self._documents, self.head)

    def head_parsed(self, path: str) -> Parsed | None:
        """A file as it is in HEAD's tree."""
        return self._workspace.parsed_at(self.head, path) if self.head else None

    def home_of(self, path: str) -> str | None:
        """The file to which most definitions of a deleted file went."""
        before = self.head_parsed(path)
        return home_of_definitions(path, before, self._surroundings, self._changeset)

    def find(self, anchors: Sequence[AnchorAtHead]) -> list[WorkingPosition]:
        """The position of each anchor. Anchors that moved are searched for together."""
        # in the order of files, because syntax trees are cached for the latest files only
        order = sorted(range(len(anchors)), key=lambda index: anchors[index].located.path)
        found = {i: position for i in order if (position := self._without_search(anchors[i]))}
        found |= self._search({i: each for i, each in enumerate(anchors) if i not in found})
        lost = [index for index, position in found.items() if position.placement is None]
        copies = self._workspace.singleton(Copies).of([anchors[index] for index in lost])
        for index, candidates in zip(lost, copies, strict=True):
            if candidates:
                nearest = (*candidates, *found[index].nearest)[:MOST_CANDIDATES]
                found[index] = replace(found[index], nearest=nearest)
        return [found[index] for index in range(len(anchors))]

    def _without_search(self, wanted: AnchorAtHead) -> WorkingPosition | None:
        """The position if the definition is certainly in place or lost; None otherwise."""
        at_head, anchor = wanted.located, wanted.anchor
        today = _find(self.parsed(at_head.path), at_head)
        before = self._before(at_head)
        if at_head.lost:
            return self._lost(wanted, today)
        if today is not None and anchor.is_name_alone:
            return _in_place(at_head, today, before, "same name; earlier code unknown")
        return self._same_or_edited(wanted, before, today) if today is not None else None

    def _lost(self, wanted: AnchorAtHead, today: ParsedSymbol | None) -> WorkingPosition:
        """The position of a definition that HEAD lacks, unless an edit brought it back."""
        at_head, anchor = wanted.located, wanted.anchor
        parsed, head = self.parsed(at_head.path), self.head_parsed(at_head.path)
        if parsed is not None and at_head.name is not None:
            back = baseline.returned(anchor, at_head.name, head, parsed)
            if back is not None:
                return _in_place(at_head, back, None, baseline.BACK)
            may_be_back = today is not None and not at_head.has_namesake
            if today and may_be_back and baseline.resembles_baseline(anchor, today):
                return _reappeared(at_head, today, None)
        return WorkingPosition(None, None, None, candidates_in(at_head, self.parsed))

    def _same_or_edited(
        self, wanted: AnchorAtHead, before: ParsedSymbol | None, today: ParsedSymbol
    ) -> WorkingPosition | None:
        at_head, overload = wanted.located, None
        if before is None:
            is_same = baseline.equals_baseline(wanted.anchor, today)
        else:
            overload = standing_overload(*before, today.parsed)
            today = ParsedSymbol(today.parsed, overload) if overload is not None else today
            if not stand_containers(*before, today.parsed):
                return None
            is_same = baseline.is_equal(before, today)
        if is_same:
            return self._unchanged(at_head, today, before)
        if before is None or not at_head.certain:
            return None
        if overload is not None or is_edited_in_place(*before, *today):
            return _in_place(at_head, today, before, CHANGED)
        return None

    def _unchanged(
        self, at_head: CommitPosition, today: ParsedSymbol, before: ParsedSymbol | None
    ) -> WorkingPosition:
        position = _in_place(at_head, today, before, at_head.evidence)
        if at_head.certain or position.placement is None:
            return position
        uncertain = replace(
            position.placement, certain=False, candidates=candidates_in(at_head, self.parsed)
        )
        return replace(position, placement=uncertain)

    def _before(self, at_head: CommitPosition) -> ParsedSymbol | None:
        return _find(self.head_parsed(at_head.path), at_head) if at_head.present else None

    def _search(self, missing: Mapping[int, AnchorAtHead]) -> dict[int, WorkingPosition]:
        befores = {index: self._before(each.located) for index, each in missing.items()}
        untraceable = {index for index, each in missing.items() if self._is_untraceable(each)}
        likely = self._workspace.singleton(LikelyFiles).of([missing[i].anchor for i in untraceable])
        groups: defaultdict[tuple[str, ...] | None, list[int]] = defaultdict(list)
        for index, each in missing.items():
            groups[likely.get(each.anchor, ()) if index in untraceable else None].append(index)
        outcomes: dict[int, Outcome] = {}
        for paths, indexes in groups.items():
            among = self._surroundings if paths is None else self._files_of(paths)
            subjects = {
                index: (missing[index].located.path, subject)
                for index in indexes
                if (subject := self._subject(missing[index], befores[index], among)) is not None
            }
            outcomes |= place_in_stages(among, subjects, self._changeset)
        for index in untraceable & outcomes.keys():
            outcomes[index] = _if_renamed_uncertain(missing[index].anchor, outcomes[index])
        return {
            index: self._position(outcomes.get(index, Lost()), before)
            for index, before in befores.items()
        }

    def _is_untraceable(self, wanted: AnchorAtHead) -> bool:
        at_head = wanted.located
        return not at_head.present and is_untraceable(self._workspace, wanted.anchor)

    def _subject(
        self, wanted: AnchorAtHead, before: ParsedSymbol | None, among: CandidateFiles
    ) -> Subject | None:
        if wanted.anchor.is_name_alone or not self._has_any(among, wanted.located.path):
            return None
        if before is not None:
            return Subject.of(wanted.located.path, *before)
        language = language_for(wanted.anchor.path)
        return Subject.of_anchor(wanted.anchor, language) if language else None

    def _has_any(self, among: CandidateFiles, path: str) -> bool:
        """Whether any file is left where a definition may be; else its source is not parsed."""
        stages = among.search_stages(path)
        return any(self.parsed(after) for _, afters in stages for after in afters)

    def _position(self, placement: Outcome, before: ParsedSymbol | None) -> WorkingPosition:
        if isinstance(placement, Lost):
            return WorkingPosition(None, None, before, placement.nearest)
        if placement.symbol is None:
            return WorkingPosition(None, None, before)
        parsed = self.parsed(placement.path)
        today = ParsedSymbol(parsed, placement.symbol) if parsed else None
        return WorkingPosition(placement, today, before)

    @cached_property
    def _surroundings(self) -> CandidateFiles:
        changed = {*self._documents, *self._workspace.dirty()}
        if self._workspace.repository is None:
            changed |= set(map(self._workspace.paths.stored, source_files(self._workspace.root)))
        return CandidateFiles((path, path) for path in changed)

    def _files_of(self, likely: Sequence[str]) -> CandidateFiles:
        """Where a definition may be that no history leads to: in any file, as without git."""
        changed = {*self._documents, *self._workspace.dirty(), *likely}
        return CandidateFiles((None, path) for path in changed)

    def _changeset(self, sides: FileSets) -> Changeset:
        before, after = sides
        return Changeset(
            before=LazyFiles({path: partial(self.head_parsed, path) for path in before}),
            after=LazyFiles({path: partial(self.parsed, path) for path in after}),
            renames={},
        )


def _if_renamed_uncertain(anchor: Baseline, outcome: Outcome) -> Outcome:
    """Without history, code under another name may have been there all the time."""
    if isinstance(outcome, Lost) or outcome.symbol is None or anchor.symbol is None:
        return outcome
    if outcome.symbol.last_name == anchor.symbol.rpartition(".")[2]:
        return outcome
    itself = Candidate(outcome.path, outcome.symbol, outcome.confidence)
    return replace(outcome, certain=False, candidates=outcome.candidates or (itself,))


def candidates_in(position: CommitPosition, read: Read) -> tuple[Candidate, ...]:
    """The candidates for an anchor that exist in these files."""
    candidates: list[Candidate] = []
    for (path, name, kind, ordinal), confidence in position.candidates:
        definition = find_symbol(read(path), name, kind, ordinal)
        if definition is not None:
            candidates.append(Candidate(path, definition.symbol, confidence))
    return tuple(candidates)


def _find(parsed: Parsed | None, at_head: CommitPosition) -> ParsedSymbol | None:
    return at_head.in_file(parsed) if at_head.symbol_location else None


def _reappeared(
    at_head: CommitPosition, today: ParsedSymbol, before: ParsedSymbol | None
) -> WorkingPosition:
    symbol = today.symbol
    candidate = Candidate(at_head.path, symbol, _REAPPEARED)
    placement = Placement(
        at_head.path, symbol, symbol.line, symbol.end_line, _REAPPEARED,
        "back at its old location, body changed", certain=False, candidates=(candidate,),
    )  # fmt: skip
    return WorkingPosition(placement, today, before)


def _in_place(
    at_head: CommitPosition, today: ParsedSymbol, before: ParsedSymbol | None, evidence: str
) -> WorkingPosition:
    symbol = today.symbol
    placement = Placement(
        at_head.path, symbol, symbol.line, symbol.end_line, at_head.confidence, evidence
    )
    return WorkingPosition(placement, today, before)
