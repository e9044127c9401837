"""`Watch`: the words and lines of its code that a note warns about when they change."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Watch:
    """The watch of a note at one of its anchors."""

    title: str
    body: str = ""
    words: tuple[str, ...] | None = None  #: None: the strict names of the text
    quote: str | None = None  #: the lines that a person selected
    written: frozenset[int] = frozenset()  #: lines of the code that a linked commit wrote
    silenced: frozenset[str] = frozenset()  #: words that never warn

    @property
    def text(self) -> str:
        """The words that support another signal, but do not warn alone."""
        return f"{self.title}\n{self.body}"

    @property
    def has_place(self) -> bool:
        """Whether lines are watched: then they decide, and not the words of the text."""
        return bool(self.quote or self.written)
