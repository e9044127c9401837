"""Matches configuration settings by key path, because equal values do not imply the same setting.

If two keys swap their values, both settings changed, and `replicas: 3` in another block is a
different setting. A key that still exists is therefore the same setting. If the key is gone, it was
renamed within its block or moved with the block; an equal setting elsewhere is only a candidate.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from chesterton.anchoring.definitions.changeset import Changeset, VersionedFiles
from chesterton.anchoring.definitions.definition import Definition
from chesterton.anchoring.text import fuzzy

_MOST_TOKENS = 24
"""Maximum number of tokens of a small setting; a larger one can be identified by its text."""

_MOST_WORDS = 2

_SIMILAR = 0.4
"""Minimum similarity of a block to the block that has its name or position afterwards."""

SURE, LIKELY = 0.99, 0.9


class SettingMatch(NamedTuple):
    """The match of a setting: one definition, several uncertain ones, or none."""

    found: tuple[Definition, ...]
    confidence: float
    is_certain: bool = True


class SettingPaths:
    """Matches the settings of one change; `by_text` locates a block by its text."""

    def __init__(
        self, change: Changeset, by_text: Callable[[Definition], Definition | None]
    ) -> None:
        self._change = change
        self._by_text = by_text
        self._matches: dict[Definition, SettingMatch | None] = {}

    def match(self, old: Definition) -> SettingMatch | None:
        """The match of a setting; None if only its text can identify it."""
        if old not in self._matches:
            self._matches[old] = self._by_name(old) or self._within_block(old)
        return self._matches[old]

    def _by_name(self, old: Definition) -> SettingMatch | None:
        """The setting with the same key path, unless the path contains a position."""
        if any(map(_is_position, old.name.split("."))):
            return None
        before = self._change.old.at(old.path, old.name)
        after = self._change.namesakes_after(old)
        if not after or len(before) > len(after):
            return None
        if len(before) != len(after) and len(after) > 1:
            return None  # one of several was added: their texts show which
        index = next((at for at, one in enumerate(before) if one.symbol == old.symbol), 0)
        return _if_alike(old, after[min(index, len(after) - 1)])

    def _within_block(self, old: Definition) -> SettingMatch | None:
        """The successor of a setting in its block, which may have been renamed."""
        block = self._block_after(old)
        if block is None:
            return self._moved(old)
        olds = _children(self._change.old, old.path, self._block(old))
        news = _children(self._change.new, *block)
        key = _key(old)
        if _is_position(key):
            return self._at_position(old, olds, news) or self._moved(old)
        return self._renamed(old, olds, news)

    def _renamed(
        self, old: Definition, olds: Sequence[Definition], news: Sequence[Definition]
    ) -> SettingMatch | None:
        """A setting in its block, found by key or, among added keys, by value."""
        key = _key(old)
        if sum(_key(one) == key for one in olds) > 1:
            return None
        same = [new for new in news if _key(new) == key and not self._is_another(old, new)]
        if len(same) == 1 and (match := _if_alike(old, same[0])):
            return match
        known, kept = {_key(one) for one in olds}, {_key(one) for one in news}
        added = [new for new in news if _key(new) not in known]
        equal = [new for new in added if new.fingerprint == old.fingerprint]
        if equal:
            return SettingMatch(tuple(equal), LIKELY, is_certain=len(equal) == 1)
        removed = [one for one in olds if _key(one) not in kept]
        if len(added) == len(removed) == 1 and not is_small(old):
            return _if_alike(old, added[0])
        return None if added else self._moved(old)

    def _is_another(self, old: Definition, new: Definition) -> bool:
        """Whether the new setting existed before, as when two blocks were joined."""
        is_positional = any(map(_is_position, new.name.split(".")))
        return (
            new.name != old.name and not is_positional and bool(self._change.namesakes_before(new))
        )

    def _at_position(
        self, old: Definition, olds: Sequence[Definition], news: Sequence[Definition]
    ) -> SettingMatch | None:
        """An unnamed item, found by aligning the items before and after."""
        at = next((index for index, one in enumerate(olds) if one.symbol == old.symbol), -1)
        texts = [[" ".join(one.text.split()) for one in side] for side in (olds, news)]
        start, new_start = 0, 0
        for step in (*fuzzy.opcodes(*texts), _end_of(olds, news)):
            if step.tag != "equal":
                continue
            if start <= at < step.src_start:
                inserted = news[new_start : step.dest_start]
                return _in_place_of(old, at - start, step.src_start - start, inserted)
            if step.src_start <= at < step.src_end:
                return SettingMatch((news[step.dest_start + at - step.src_start],), SURE)
            start, new_start = step.src_end, step.dest_end
        return None

    def _moved(self, old: Definition) -> SettingMatch | None:
        """A plain value that was added elsewhere; certain only if the key path is the same."""
        change, key = self._change, _key(old)
        if not (_is_plain(old) or _is_position(key)):
            return None
        added = [
            new
            for new in change.new.all()
            if (_key(new) == key or (_is_position(key) and _is_position(_key(new))))
            and new.kind_group == old.kind_group
            and not change.namesakes_before(new)
        ]
        same_path = [] if _is_position(key) else [new for new in added if new.name == old.name]
        equal = [new for new in added if new.fingerprint == old.fingerprint]
        inside = [new for new in equal if old.container and _is_inside(new, old)]
        for sure in (same_path, inside, [] if _is_plain(old) else equal):
            if len(sure) == 1:
                return SettingMatch((sure[0],), LIKELY)
        return SettingMatch(tuple(equal), 0.5, is_certain=False)

    def _block(self, old: Definition) -> Definition | None:
        outer = old.parsed.outline.parent(old.symbol)
        blocks = self._change.old.at(old.path, outer.name if outer else old.container)
        return next((one for one in blocks if outer and one.symbol == outer), None)

    def _block_after(self, old: Definition) -> tuple[str, Definition | None] | None:
        """The file, and the new version of the setting's block; the block is None at top level."""
        block, path = self._block(old), self._change.path_after(old.path)
        if block is None:
            is_top = old.parsed.outline.parent(old.symbol) is None
            return (path, None) if is_top and path in self._change.after else None
        match = self.match(block)
        new = self._by_text(block) if match is None else None
        if match is not None and match.is_certain and match.found:
            new = match.found[0]
        return (new.path, new) if new is not None else None


def _if_alike(old: Definition, new: Definition) -> SettingMatch | None:
    is_alike = is_small(old) or _similarity(old, new) >= _SIMILAR
    return SettingMatch((new,), SURE) if is_alike else None


def _in_place_of(
    old: Definition, at: int, size: int, inserted: Sequence[Definition]
) -> SettingMatch | None:
    """The item that replaced one of several: at the same position, or else the most similar."""
    if len(inserted) == size:
        return SettingMatch((inserted[at],), LIKELY)
    best = max(inserted, key=lambda new: _similarity(old, new), default=None)
    is_alike = best is not None and _similarity(old, best) >= _SIMILAR
    return SettingMatch((best,), LIKELY) if best and is_alike else None


def _end_of(olds: Sequence[Definition], news: Sequence[Definition]) -> fuzzy.Step:
    return fuzzy.Step("equal", len(olds), len(olds), len(news), len(news))


def _key(definition: Definition) -> str:
    """The name within the block, which may itself contain dots."""
    outer = definition.parsed.outline.parent(definition.symbol)
    return definition.symbol.name.removeprefix(f"{outer.name}.") if outer else definition.name


def _is_inside(new: Definition, old: Definition) -> bool:
    return new.path == old.path and new.name.startswith(f"{old.container}.")


def _is_position(name: str) -> bool:
    """Whether the name is the position of an unnamed item."""
    return name.isdigit()


def is_small(definition: Definition) -> bool:
    """Whether the text is so short that other settings may have the same text."""
    return len(definition.tokens) <= _MOST_TOKENS


def _is_plain(definition: Definition) -> bool:
    """Whether the value is too common to identify the setting."""
    return sum(definition.words.values()) <= _MOST_WORDS


def _children(files: VersionedFiles, path: str, outer: Definition | None) -> list[Definition]:
    parsed = files.files.get(path)
    if parsed is None:
        return []
    symbols = parsed.outline.children(outer.symbol if outer else None)
    found = (files.find(path, symbol) for symbol in symbols)
    return [one for one in found if one is not None]


def _similarity(old: Definition, new: Definition) -> float:
    if old.text == new.text:
        return 1.0
    return fuzzy.similarity(old.tokens, new.tokens)
