"""A mapping from paths to parsed files; each file is parsed when it is first accessed."""

from collections.abc import Callable, Iterator, Mapping

from chesterton.syntax.outline import Parsed


class LazyFiles(Mapping[str, Parsed]):
    """Files by path, parsed on first access. Unreadable files are not in the mapping."""

    def __init__(self, readers: Mapping[str, Callable[[], Parsed | None]]) -> None:
        self._paths = tuple(readers)
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
        return (path for path in self._paths if path in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)
