"""Searches other projects for notes that belong to a project already identified."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from chesterton.model.errors import UserError
from chesterton.model.project import Project
from chesterton.store.store import Store
from chesterton.workspace.identified import Identified, is_open, shown_together
from chesterton.workspace.project_evidence import Clues, Evidence, Verdict, evidence


def look_further(identified: Identified, store: Store) -> Identified:
    """Checks the evidence for every other project, although this one is identified.

    The result is recorded, also a question that was open, so that the notes are shown from then on.
    """
    shown = {each.project for each in identified.shown}
    others = [
        each
        for each in store.projects()
        if is_open(identified.project, each)
        and each.id not in shown
        and store.own_notes(each.id, 1)
    ]
    if not identified.is_adopted:
        return identified
    looked = _looked_at(identified, others, store) if others else identified
    known = store.project(identified.project.id)
    if known and known.perhaps != looked.project.perhaps:
        with suppress(UserError):  # the store cannot be written: found again next time
            store.put_project(replace(known, perhaps=looked.project.perhaps))
    return looked


def _looked_at(identified: Identified, others: Sequence[Project], store: Store) -> Identified:
    clues = Clues(identified.root, identified.repository, identified.mark)
    ranked = evidence(clues, others, store)
    found = [each.project for each in ranked if _is_doubtful(each)]
    forks = tuple(each.project for each in ranked if each.project not in found and _is_fork(each))
    return shown_together(replace(identified, forks=forks), found, store)


def _is_fork(each: Evidence) -> bool:
    return each.is_related and not each.is_nested


def _is_doubtful(each: Evidence) -> bool:
    # equal code alone does not merge two known projects that both still exist
    has_more = each.pieces > 0 or not each.is_elsewhere
    return each.verdict is not Verdict.OTHER and has_more
