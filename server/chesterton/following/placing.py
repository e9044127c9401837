"""Placing notes: from where they were vouched for to HEAD, and from there to the code as it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from chesterton.following.baseline import Definition
from chesterton.following.freshness import Judge, Judged
from chesterton.following.located import AnchorKey, Located, key_of
from chesterton.following.resolver import Locator
from chesterton.following.working_tree import Found, Today, Wanted
from chesterton.model.note import Note
from chesterton.model.placed import Placed
from chesterton.syntax.outline import Parsed
from chesterton.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Sighting:
    """One anchor of a note, with everything known about it today."""

    note: Note
    index: int
    located: Located
    found: Found | None  #: None for files and the project
    judged: Judged


class Placer:
    """Places the notes of one workspace. Kept as long as the workspace, for what it remembers."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._locator = workspace.shared(Locator)
        self._judge = workspace.shared(Judge)

    def sight(
        self, notes: Sequence[Note], documents: Mapping[str, Parsed], head: str | None
    ) -> dict[AnchorKey, Sighting]:
        """Every anchor of the notes in the code as it is; `documents` are open, unsaved ones.

        `head` is the commit from which on edits count as uncommitted.
        """
        located = self._locator.locate(notes, head)
        today = Today(self._workspace, documents, head)
        symbols = [
            (note, index)
            for note in notes
            for index, anchor in enumerate(note.anchors)
            if anchor.symbol is not None
        ]
        founds = today.find(
            [Wanted(note.anchors[i], located[key_of(note, i)]) for note, i in symbols]
        )
        by_key = {key_of(note, i): found for (note, i), found in zip(symbols, founds, strict=True)}
        return {
            key_of(note, index): self._sighting(note, index, located, by_key, today)
            for note in notes
            for index in range(len(note.anchors))
        }

    def _sighting(
        self,
        note: Note,
        index: int,
        located: Mapping[AnchorKey, Located],
        founds: Mapping[AnchorKey, Found],
        today: Today,
    ) -> Sighting:
        key = key_of(note, index)
        here, found = located[key], founds.get(key)
        if found is None:
            judged = self._file(note, index, here, today)
        else:
            saved = self._saved(found) if found.head is None else None
            judged = self._judge.symbol(note, key, here, found, saved)
        return Sighting(note, index, here, found, judged)

    def _file(self, note: Note, index: int, here: Located, today: Today) -> Judged:
        anchor, before = note.anchors[index], here.path
        path = here.path if anchor.is_project else today.file(here.path)
        if path is not None and path != here.path:
            here = replace(here, path=path, evidence=f"file renamed from {here.path}")
        parsed = today.parsed(path) if anchor.quote and path else None
        head = today.head_parsed(before) or self._workspace.parsed(before) if parsed else None
        texts = (parsed.text if parsed else None, head.text if head else None)
        return self._judge.file(anchor, here, *texts, exists=path is not None)

    def _saved(self, found: Found) -> Definition | None:
        """The definition as last saved: what stands for HEAD where HEAD does not have it."""
        if found.placement is None or found.today is None:
            return None
        parsed = self._workspace.parsed(found.placement.path)
        symbol = parsed.outline.find(*found.today[1].key) if parsed else None
        return (parsed, symbol) if parsed and symbol else None


def place_notes(
    workspace: Workspace, notes: Sequence[Note], documents: Mapping[str, Parsed] | None = None
) -> list[Placed]:
    """The notes with the whereabouts of each of their anchors, in the order given."""
    sightings = workspace.shared(Placer).sight(notes, documents or {}, workspace.head())
    return [
        Placed(
            note,
            tuple(
                sightings[key_of(note, index)].judged.where for index in range(len(note.anchors))
            ),
        )
        for note in notes
    ]
