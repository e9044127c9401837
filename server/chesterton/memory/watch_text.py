"""The wording of what a note watches: "Warns when `payment_id` or `hold()` changes"."""

from collections.abc import Callable, Sequence

from chesterton.memory.visible_text import one_line
from chesterton.model.clean import Clean
from chesterton.model.note import Note, NoteContent, Words

NOTHING = "This note warns about nothing: select the lines it is about, or put names in back-ticks."
"""Shown while a note is written that has nothing to watch."""

_SHOWN = 6
"""Maximum number of words shown."""


def warns_when(note: Note, code: Callable[[str], str]) -> str:
    """What the note watches, in a sentence; empty if it watches nothing.

    `code` formats a word of the code.
    """
    items = [code(one_line(word)) for word in words_of(note)[:_SHOWN]]
    if len(words_of(note)) > _SHOWN:
        items.append(f"{len(words_of(note)) - _SHOWN} more")
    if any(anchor.quote for anchor in note.anchors):
        items.append("the selected code")
    if lines := sum(len(anchor.commit_lines) for anchor in note.anchors):
        count = "line" if lines == 1 else f"{lines} lines"
        items.append(f"the {count} that its commit wrote")
    if not items:
        return ""
    return f"Warns when {joined_with_or(items)} {'change' if _is_plural(items) else 'changes'}."


def silenced(note: Note, code: Callable[[str], str]) -> str:
    """Which words no longer warn, and why; empty if there are none."""
    if not note.silenced:
        return ""
    words = joined_with_or([code(one_line(word)) for word in note.silenced])
    return f"No longer warns about {words}: it was still true twice. Edit the watch to warn again."


def words_of(note: Note) -> Sequence[Clean]:
    """The words that the note watches and that are not silenced."""
    return audible(note.content, note.silenced)


def audible(content: NoteContent[Words], muted: Sequence[str]) -> list[Words]:
    """The watched words without those that are silenced."""
    return [
        word for word in content.watch or () if bare(word) not in {bare(each) for each in muted}
    ]


def bare(word: str) -> str:
    """The name that a watched word ends with, without call signs and quotes."""
    return word.removesuffix("()").strip('"').replace("::", ".").replace("->", ".").split(".")[-1]


def joined_with_or(parts: Sequence[str]) -> str:
    """`a`, `a or b`, `a, b or c`."""
    if len(parts) <= 1:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} or {parts[-1]}"


def _is_plural(items: Sequence[str]) -> bool:
    return " lines that" in items[-1] or items[-1].endswith(" more")
