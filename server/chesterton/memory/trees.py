"""Sets of files that are parsed only when somebody looks at them."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from chesterton.syntax.language import language_for
from chesterton.syntax.outline import Parsed

CANDIDATE_LIMIT = 400
"""Files looked through for a symbol that left its file."""


class LazyFiles(Mapping[str, Parsed]):
    """Parsed files by path, read at first use; a file that cannot be read is not in it."""

    def __init__(self, readers: Mapping[str, Callable[[], Parsed | None]]) -> None:
        self._readers = dict(readers)
        self._read: dict[str, Parsed] = {}

    def __getitem__(self, path: str) -> Parsed:
        if path in self._read:
            return self._read[path]
        reader = self._readers.pop(path, None)
        parsed = reader() if reader else None
        if parsed is None:
            raise KeyError(path)
        self._read[path] = parsed
        return parsed

    def __contains__(self, path: object) -> bool:
        return isinstance(path, str) and self.get(path) is not None

    def __iter__(self) -> Iterator[str]:
        for path in [*self._read, *self._readers]:
            if path in self:
                yield path

    def __len__(self) -> int:
        return sum(1 for _ in self)


def nearest(paths: Iterable[str], to: str) -> list[str]:
    """The paths of a language we know that a symbol of `to` may have gone to, likeliest first."""
    family = _family(to)
    likely = sorted(
        {path for path in paths if family and _family(path) == family},
        key=lambda path: (path != to, -_shared_folders(path, to), path),
    )
    return likely[:CANDIDATE_LIMIT]


def _family(path: str) -> str | None:
    language = language_for(path)
    return (language.family or language.id) if language else None


def _shared_folders(one: str, other: str) -> int:
    shared = 0
    for mine, theirs in zip(one.split("/")[:-1], other.split("/")[:-1], strict=False):
        if mine != theirs:
            break
        shared += 1
    return shared
