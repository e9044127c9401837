"""Writes notes as read-only Markdown files in the data directory, for editors to open."""

import hashlib
from collections.abc import Collection, Sequence
from pathlib import Path

from chesterton.memory.inline_markdown import code_span, escaped, first_in_block
from chesterton.memory.markdown import code_block, quoted, to_safe_markdown
from chesterton.memory.notes.places import stored_place
from chesterton.memory.notes.show import ThenAndNow, location_of
from chesterton.memory.opening import Location
from chesterton.memory.verdict_text import clause, sentence
from chesterton.memory.visible_text import as_one_item, visible
from chesterton.memory.watch_text import silenced, warns_when
from chesterton.memory.web_links import safe_url
from chesterton.model.anchor import Whereabouts
from chesterton.model.note import NoteId, Placed
from chesterton.store import private_files
from chesterton.workspace.files import stored_name


def view(location: Location, placed: Placed) -> Path:
    """Writes the view of one note and returns its path."""
    return _write(location, f"{placed.note.id}.md", _page([placed]))


def view_all(location: Location, name: str, notes: Sequence[Placed]) -> Path:
    """Writes one view of all notes on the symbol or file `name` and returns its path."""
    # the name alone is ambiguous: another file or project may have the same
    seed = "\n".join((name, *(each.note.id for each in notes)))
    digest = hashlib.blake2b(seed.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
    return _write(location, f"all-{digest}.md", f"# {escaped(name)}\n\n{_page(notes)}")


def view_change(location: Location, placed: Placed, compared: Sequence[ThenAndNow]) -> Path:
    """Writes a diff of a note's code since it was confirmed, and returns the path."""
    note = placed.note
    parts = [f"# {note.kind.label}: {escaped(note.title)}"]
    for each in compared:
        lines = each.diff() or ["(no differences, or no earlier code to compare with)"]
        parts.append("\n".join(code_block([visible(line) for line in lines], "diff")))
    return _write(location, f"all-{note.id}.md", "\n\n".join(parts) + "\n")


def delete_views(location: Location, ids: Collection[NoteId]) -> None:
    """Removes the views that contain text of these notes."""
    for note_id in ids:
        (location.views / f"{note_id}.md").unlink(missing_ok=True)
    for path in location.views.glob("all-*.md"):
        path.unlink(missing_ok=True)


def _page(notes: Sequence[Placed]) -> str:
    return "\n---\n\n".join(_note(placed) for placed in notes)


def _note(placed: Placed) -> str:
    note = placed.note
    lines = [f"# {note.kind.label}: {escaped(note.title)}", ""]
    if note.body:
        body = to_safe_markdown(note.body, len(note.body), len(note.body))
        lines += [*quoted(body.split("\n")), ""]
    for where in placed.whereabouts:
        lines.append(f"- {_where(where)}")
        if said := sentence(clause(where)):
            lines.append(f"- {escaped(said)}")
    day = (note.confirmed or note.created)[:10]
    lines.append(f"- {note.status.value.capitalize()}, {escaped(as_one_item(note.author))}, {day}")
    if note.replaces:
        lines.append(f"- Proposed to replace {code_span(note.replaces)}")
    watch = (warns_when(note, code_span), silenced(note, code_span))
    lines += [f"- {sentence}" for sentence in watch if sentence]
    lines += [f"- {_link(link)}" for link in note.links]
    lines.append(f"- Edit with: `chesterton edit {note.id}`")
    return "\n".join(lines) + "\n"


def _link(link: str) -> str:
    return to_safe_markdown(link) if safe_url(link) else first_in_block(escaped(link))


def _where(where: Whereabouts) -> str:
    _, line = location_of(where)
    if where.placement is None:
        return f"{code_span(where.anchor.written)}, line {line} (lost)"
    evidence = escaped(stored_name(where.placement.evidence))
    return f"{code_span(stored_place(where.placement))}, line {line} ({evidence})"


def _write(location: Location, name: str, text: str) -> Path:
    location.views.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = location.views / name
    content = text.encode("utf-8", "replace")
    if path.is_file() and not path.is_symlink() and path.read_bytes() == content:
        return path
    path.unlink(missing_ok=True)
    with open(path, "xb", opener=private_files.opener) as file:
        file.write(content)
    return path
