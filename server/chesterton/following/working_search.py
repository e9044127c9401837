"""Searches the changed files of the working tree for what is no longer where HEAD has it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, partial
from itertools import islice
from pathlib import PurePosixPath

from chesterton.anchoring.definitions.changeset import Changeset
from chesterton.anchoring.definitions.ladder import MOST_CANDIDATES
from chesterton.anchoring.definitions.lazy_files import LazyFiles
from chesterton.anchoring.definitions.subject import Subject
from chesterton.anchoring.text import fuzzy
from chesterton.following.candidate_files import CandidateFiles, FileSets, place_in_stages
from chesterton.following.commit_position import AnchorAtHead
from chesterton.following.copies import Copies
from chesterton.following.file_home import home_of_definitions
from chesterton.following.likely_files import LikelyFiles, source_files
from chesterton.following.untraceable import is_untraceable
from chesterton.following.working_files import WorkingFiles
from chesterton.git.worktree import matches_blob
from chesterton.model.anchor import Baseline, Candidate, Lost, Outcome
from chesterton.syntax.language import language_for
from chesterton.syntax.parsed_symbol import ParsedSymbol
from chesterton.syntax.text import Text
from chesterton.workspace import files

_RENAME_LIMIT = 400
"""Maximum number of files compared to find one that was renamed and edited."""

_RENAME_THRESHOLD = 0.5
"""Similarity at which a file counts as renamed, as in git."""


class WorkingSearch:
    """Searches one state of the working tree; open buffers win over files."""

    def __init__(self, working: WorkingFiles) -> None:
        self._files = working
        self._moved = MovedFiles(working)

    def renamed(self, path: str) -> str | None:
        """The file that a missing one became by an uncommitted rename."""
        return self._moved.find(path)

    def home_of(self, path: str) -> str | None:
        """The file to which most definitions of a deleted file went."""
        before = self._files.at_head(path)
        return home_of_definitions(path, before, self._surroundings, self._changeset)

    def place(
        self, wanted: Mapping[int, tuple[AnchorAtHead, ParsedSymbol | None]]
    ) -> dict[int, Outcome]:
        """Searches for anchors together, each with its definition in HEAD if HEAD has it."""
        untraceable = [index for index, (each, _) in wanted.items() if self._is_untraceable(each)]
        likely = self._likely_files([wanted[index][0].anchor for index in untraceable])
        groups: defaultdict[tuple[str, ...] | None, list[int]] = defaultdict(list)
        for index, (each, _) in wanted.items():
            groups[likely.get(each.anchor, ()) if index in untraceable else None].append(index)
        outcomes: dict[int, Outcome] = {}
        for paths, indexes in groups.items():
            among = self._surroundings if paths is None else self._files_of(paths)
            outcomes |= self._place({index: wanted[index] for index in indexes}, among)
        for index in outcomes.keys() & untraceable:
            outcomes[index] = _if_renamed_uncertain(wanted[index][0].anchor, outcomes[index])
        return outcomes

    def _place(
        self,
        wanted: Mapping[int, tuple[AnchorAtHead, ParsedSymbol | None]],
        among: CandidateFiles,
    ) -> dict[int, Outcome]:
        subjects = {
            index: (each.located.path, subject)
            for index, (each, before) in wanted.items()
            if (subject := self._subject(each, before, among)) is not None
        }
        return place_in_stages(among, subjects, self._changeset) if subjects else {}

    def _is_untraceable(self, wanted: AnchorAtHead) -> bool:
        at_head = wanted.located
        return not at_head.present and is_untraceable(self._files.workspace, wanted.anchor)

    def _likely_files(self, anchors: Sequence[Baseline]) -> Mapping[Baseline, tuple[str, ...]]:
        return self._files.workspace.singleton(LikelyFiles).of(anchors) if anchors else {}

    def nearest(
        self, lost: Sequence[tuple[AnchorAtHead, tuple[Candidate, ...]]]
    ) -> Iterable[tuple[Candidate, ...]]:
        """The candidates for lost anchors: copies of their code, then those known already."""
        copies = self._files.workspace.singleton(Copies).of([anchor for anchor, _ in lost])
        for (_, known), found in zip(lost, copies, strict=True):
            yield (*found, *known)[:MOST_CANDIDATES] if found else known

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
        return any(self._files.parsed(after) for _, afters in stages for after in afters)

    @cached_property
    def _surroundings(self) -> CandidateFiles:
        changed = {*self._files.documents, *self._files.workspace.dirty()}
        if self._files.workspace.repository is None:
            found = source_files(self._files.workspace.root)
            changed |= set(map(self._files.workspace.paths.stored, found))
        return CandidateFiles((path, path) for path in changed)

    def _files_of(self, likely: Sequence[str]) -> CandidateFiles:
        """Where a definition may be that no history leads to: in any file, as without git."""
        changed = {*self._files.documents, *self._files.workspace.dirty(), *likely}
        return CandidateFiles((None, path) for path in changed)

    def _changeset(self, sides: FileSets) -> Changeset:
        before, after = sides
        return Changeset(
            before=LazyFiles({path: partial(self._files.at_head, path) for path in before}),
            after=LazyFiles({path: partial(self._files.parsed, path) for path in after}),
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


class MovedFiles:
    """Finds renamed files in the working tree; open buffers win over files."""

    def __init__(self, working: WorkingFiles) -> None:
        self._files = working
        self._workspace = working.workspace
        self._lines_by_path: dict[str, Sequence[str]] = {}

    def find(self, path: str) -> str | None:
        """The path of a file, even after an uncommitted rename; None if it is gone."""
        if self._files.has(path):
            return path
        head = self._files.head
        blob = self._workspace.blob_id(head, path) if head else None
        if blob is None:
            return None
        dirty = sorted(self._workspace.dirty())
        same = next((other for other in dirty if self._is_blob(other, blob)), None)
        return same or self._edited(path, dirty)

    def _edited(self, path: str, others: Sequence[str]) -> str | None:
        """The file that was renamed and edited, if git will detect that as a rename."""
        before = self._files.at_head(path)
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
        head = self._files.head
        return head is None or self._workspace.blob_id(head, path) is None

    def _lines_of(self, path: str) -> Sequence[str]:
        if path not in self._lines_by_path:
            document = self._files.documents.get(path)
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
