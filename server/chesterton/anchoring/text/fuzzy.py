"""Fuzzy matching with rapidfuzz, which is imported lazily because it takes 3 MB of memory."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, TypeVar

if TYPE_CHECKING:
    from types import ModuleType

_Key = TypeVar("_Key", bound=Hashable)


class Step(NamedTuple):
    """An opcode: a range of two lists that is equal, replaced, deleted or inserted."""

    tag: str
    src_start: int
    src_end: int
    dest_start: int
    dest_end: int


def ratio(one: str, other: str, score_cutoff: float = 0) -> float:
    """The similarity of two texts in per cent; 0 below the cutoff."""
    return float(_rapidfuzz().fuzz.ratio(one, other, score_cutoff=score_cutoff))


def similarity(one: Sequence[Hashable], other: Sequence[Hashable]) -> float:
    """The length of the longest common subsequence, relative to both lists: 0 to 1."""
    return float(_rapidfuzz().distance.Indel.normalized_similarity(one, other))


def opcodes(one: Sequence[Hashable], other: Sequence[Hashable]) -> Iterable[Step]:
    """The opcodes that turn one list into the other, from the longest common subsequence."""
    return _rapidfuzz().distance.LCSseq.opcodes(one, other)  # type: ignore[no-any-return]


def most_alike(
    wanted: str, choices: Mapping[_Key, str], score_cutoff: float, limit: int
) -> list[tuple[str, float, _Key]]:
    """The most similar texts, with their similarity in per cent and their keys."""
    loaded = _rapidfuzz()
    return loaded.process.extract(  # type: ignore[no-any-return]
        wanted, choices, scorer=loaded.fuzz.ratio, score_cutoff=score_cutoff, limit=limit
    )


@cache
def _rapidfuzz() -> "ModuleType":
    import rapidfuzz  # noqa: PLC0415 - see above
    import rapidfuzz.distance  # noqa: PLC0415

    return rapidfuzz
