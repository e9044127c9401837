"""What does not fit together: between surfaces at one moment, and between one step and the next."""

from collections.abc import Iterator

from chesterton.memory.sentences import MESSAGE_LIMIT
from chesterton.model.note import Kind
from tests.sequences.hand import NOTES
from tests.sequences.surfaces import Said, Surfaces

_WARNED_OF = {Kind.PITFALL, Kind.INCIDENT, Kind.DECISION}
_LENSES = {"current": "", "edited": "", "beside": "", "lost": ""}
"""The prefix of a lens by what is said of the note, where it is not the same."""

_ORDER = ("touched", "changed", "unsure", "edited", "beside", "lost", "current")


def contradictions(surfaces: Surfaces, snoozed: frozenset[str] = frozenset()) -> Iterator[str]:
    """Pairs of sentences about one note that cannot both hold."""
    kinds = {}
    for name, said in surfaces.items():
        kinds[name] = {
            each.kind for each in said if each.kind is not None and each.surface != "lens"
        }
        if name in snoozed:
            loud = [e.surface for e in said if e.surface.startswith(("lens", "diag", "hover"))]
            yield from (f"{name} is snoozed, and {surface} shows it" for surface in loud)
            continue
        yield from _of_note(name, said)
    yield from _lenses(surfaces, kinds, snoozed)


def _of_note(name: str, said: list[Said]) -> Iterator[str]:
    for what in ("kind", "clause"):
        told = [
            (getattr(each, what), each.surface)
            for each in said
            if getattr(each, what) is not None
            and each.surface.split()[0] not in {"lens", "diagnostic"}
        ]
        if len({value for value, _ in told}) > 1:
            yield f"{name}: {told}"
    places = {(each.place, each.surface) for each in said if each.place is not None}
    if len({(path, symbol) for (path, symbol), _ in places}) > 1:
        yield f"{name} is in several places: {sorted(map(str, places))}"
    kind = next(each.kind for each in said if each.kind and each.surface != "lens")
    for each in said:
        is_changed = kind in {"touched", "edited", "changed", "beside"}
        if each.evidence and is_changed and "unchanged" in each.evidence:
            yield f"{name} is {kind}, and {each.surface} says “{each.evidence}”"
        if (
            each.evidence
            and kind == "current"
            and "changed" in each.evidence.replace("unchanged", "")
        ):
            yield f"{name} is {kind}, and {each.surface} says “{each.evidence}”"
    yield from _diagnostics(name, said, kind)


def _diagnostics(name: str, said: list[Said], kind: str) -> Iterator[str]:
    told = {each.surface.split()[1]: each for each in said if each.surface.startswith("diag")}
    wanted = {"unsure": "link", "lost": "deleted"}.get(kind)
    if kind == "touched" and NOTES[name][0] in _WARNED_OF:
        wanted = "touched"
    for code in told.keys() - {wanted}:
        yield f"{name} is {kind}, and there is a diagnostic {code}"
    clause = next((each.clause for each in said if each.surface == "page"), None) or ""
    is_deleted = wanted != "deleted" or "was deleted" in clause
    if wanted and is_deleted and wanted not in told:
        yield f"{name} is {kind}, and there is no diagnostic {wanted}"
    reason, message = clause.removeprefix("you are changing this"), told.get("touched")
    text = message.clause or "" if message and kind == "touched" else reason
    if reason not in text and len(text) + len(reason) <= MESSAGE_LIMIT:
        yield f"{name}: {text!r} does not say{reason}"


def _lenses(surfaces: Surfaces, kinds, snoozed) -> Iterator[str]:
    """Lenses that say something else than is said of the note that they name."""
    lenses: dict[Said, set[str]] = {}
    for name, said in surfaces.items():
        for each in said:
            if each.surface == "lens" and name not in snoozed:
                lenses.setdefault(each, set()).add(name)
    for lens, names in lenses.items():
        title = lens.clause or ""
        named = {n for n in names if NOTES[n][1][:10] in title} or names
        worst = min((k for n in names for k in kinds[n]), key=_ORDER.index, default="current")
        is_of_named = any(worst in kinds[name] for name in named)
        if lens.kind != _LENSES.get(worst, worst) or (lens.kind and not is_of_named):
            yield f"they are { {name: kinds[name] for name in names} }, and the lens is {title}"


def clauses(surfaces: Surfaces) -> dict[str, str]:
    """What is said of each note, in words."""
    return {
        name: next(each.clause or "" for each in said if each.surface == "page")
        for name, said in surfaces.items()
    }
