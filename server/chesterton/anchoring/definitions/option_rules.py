"""Adjusts the scores of candidate matches (options) by comparing the candidates with each other.

The initial score rates each pair of definitions on its own. These rules consider competing
candidates together: which of several equally similar ones is nearest, whether copies can be told
apart, and whether a distant namesake is less similar than the definition in the original place.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import takewhile
from typing import NamedTuple

from chesterton.anchoring.definitions.comparison import Comparison
from chesterton.anchoring.definitions.definition import Definition
from chesterton.anchoring.definitions.inlining import is_inlined
from chesterton.anchoring.definitions.members import unchanged_members
from chesterton.anchoring.definitions.ranking import Option

_AS_LIKE = 0.05
"""Maximum difference between two similarities that count as equal."""

_DECISIVE = 4.0
"""Penalty for an option that is farther away than an equally similar one."""

_UNLIKELY = -1.5
"""The score at or below which an option is only listed, never assigned."""

_TIE = 0.05
"""Penalty for an old definition if an equally similar one is nearer to the new definition."""

_TAKEN_OVER = 3.0
"""Penalty for a kept name whose new body is that of another definition, which was removed."""

_LONG_BODY = 12
"""Minimum number of tokens; shorter bodies may be equal by chance."""

_NAMED_ALIKE = 0.7
"""Minimum similarity of names that count as evidence of a match."""

_SAME_CONTENT = 0.2
"""Minimum share of content words that two short definitions must have in common."""

_COPIED = 0.75
"""Minimum similarity of the parts into which a definition was split."""

_NAMED_AS_LIKE = 0.1
"""Maximum difference between two name similarities that count as equal."""

_PER_LIKENESS = 10.0
"""Penalty for a distant namesake, per unit by which it is less similar than the one in place."""

_WORD = re.compile(r"\w+")

Options = Mapping[Definition, Sequence[Option]]


class _Nearness(NamedTuple):
    """How near two places are; fields are compared in order."""

    is_kin: bool  #: their classes share a name, or one extends or implements the other
    folders: int  #: leading folders in common
    tail: int  #: last parts of the path in common


class OptionRules:
    """Adjusts the scores of the options of definitions that compete with each other.

    Options that are unlikely in any case are unchanged and do not affect others.
    """

    def __init__(self, comparison: Comparison, options: Options) -> None:
        self._comparison = comparison
        self._all = options
        self._options = {
            old: [one for one in ranked if one.score > _UNLIKELY] for old, ranked in options.items()
        }
        self._near: dict[tuple[Definition, Definition], _Nearness] = {}

    def applied(self) -> dict[Definition, list[Option]]:
        """The options with adjusted scores, best first."""
        adjusted: dict[Definition, list[Option]] = {}
        for old, options in self._options.items():
            scored = [self._by_nearness(old, self._by_takeover(old, one)) for one in options]
            scored = [_by_content(old, self._by_inlining(old, one)) for one in scored]
            scored = _below_those_in_line(self._without_differences_of_copies(old, scored))
            unlikely = (one for one in self._all[old] if one.score <= _UNLIKELY)
            adjusted[old] = sorted([*scored, *unlikely], key=lambda one: -one.score)
        return adjusted

    def is_far(self, old: Definition, new: Definition) -> bool:
        """Whether another new definition is equally similar to the old one, and nearer."""
        return (old, new) in self._far

    @cached_property
    def _far(self) -> set[tuple[Definition, Definition]]:
        """Pairs where another new definition is equally similar to the old one, and nearer."""
        return {
            (old, one.new)
            for old, options in self._options.items()
            for one in options
            if any(
                _is_as_like(one, other)
                and self._nearness(old, one) < self._nearness(old, other)
                and not self._comparison.change.namesakes_before(other.new)
                for other in options
            )
        }

    def _by_nearness(self, old: Definition, option: Option) -> Option:
        if self.is_far(old, option.new):
            return option._replace(score=min(option.score - _DECISIVE, _UNLIKELY))
        return option._replace(score=option.score - _TIE * ((old, option.new) in self._outdone))

    @cached_property
    def _outdone(self) -> set[tuple[Definition, Definition]]:
        """Pairs where another old definition is equally similar to the new one, and nearer."""
        by_new: defaultdict[Definition, list[tuple[Definition, Option]]] = defaultdict(list)
        for old, options in self._options.items():
            for one in options:
                by_new[one.new].append((old, one))
        far = set()
        for new, pairs in by_new.items():
            for old, one in pairs:
                if any(
                    _is_as_like(one, other)
                    and self._nearness(old, one) < self._nearness(rival, other)
                    for rival, other in pairs
                ):
                    far.add((old, new))
        return far

    def _by_takeover(self, old: Definition, option: Option) -> Option:
        if not option.features.same_place or option.features.same_body:
            return option
        kept = self._kept_members(old, option.new)
        for rival, options in self._options.items():
            is_body = any(one.new is option.new and one.features.same_body for one in options)
            if (
                (is_body or self._has_more_members(rival, option.new, kept))
                and rival.last_name != old.last_name
                and not is_inlined(rival, old, option.new)
                and len(rival.tokens) >= _LONG_BODY
            ):
                return option._replace(score=option.score - _TAKEN_OVER)
        return option

    def _kept_members(self, old: Definition, new: Definition) -> int | None:
        """The number of unchanged members of a class; None unless a renamed class has more."""
        if not old.symbol.is_container:
            return None
        change = self._comparison.change
        kept = unchanged_members(old, new, change)
        renamed = (one.new for one in self._options[old] if not one.features.same_name)
        is_elsewhere = any(unchanged_members(old, other, change) > kept for other in renamed)
        return kept if is_elsewhere else None

    def _has_more_members(self, rival: Definition, new: Definition, kept: int | None) -> bool:
        if kept is None or not rival.symbol.is_container:
            return False
        return unchanged_members(rival, new, self._comparison.change) > kept

    def _by_inlining(self, old: Definition, option: Option) -> Option:
        """Keeps an inlined helper from matching its caller if that has the same parameters."""
        change = self._comparison.change
        if any(
            is_inlined(old, caller, option.new) and caller.parameters == option.new.parameters
            for caller in change.namesakes_before(option.new)
            if caller.last_name != old.last_name
        ):
            return option._replace(score=min(option.score, _UNLIKELY))
        return option

    def _nearness(self, old: Definition, option: Option) -> _Nearness:
        pair = old, option.new
        if pair not in self._near:
            source = self._comparison.change.path_after(old.path).split("/")
            goal = option.new.path.split("/")
            folders = _common(source[:-1], goal[:-1])
            tail = _common(reversed(source), reversed(goal))
            self._near[pair] = _Nearness(self._is_kin(old, option.new), folders, tail)
        return self._near[pair]

    def _is_kin(self, old: Definition, new: Definition) -> bool:
        """Whether their classes share a name, or one class extends or implements the other."""
        home, goal = old.container.rpartition(".")[2], new.container.rpartition(".")[2]
        if not home or not goal or home == goal:
            return bool(home and goal)
        outer = self._comparison.container_of(old)
        other = next(iter(self._comparison.change.new.at(new.path, new.container)), None)
        return goal in _header_words(outer) or home in _header_words(other)

    def _without_differences_of_copies(
        self, old: Definition, options: Sequence[Option]
    ) -> list[Option]:
        """Scores copies elsewhere equally if they outnumber the originals."""
        groups: defaultdict[tuple[object, ...], list[Option]] = defaultdict(list)
        for one in _copies(options):
            which = one.features.same_name, one.features.same_file, one.features.expected_container
            groups[(*which, self._nearness(old, one))].append(one)
        equal: dict[Definition, float] = {}
        for group in groups.values():
            if len(group) > self._originals(old, group):
                equal |= {one.new: sum(each.score for each in group) / len(group) for one in group}
        return [one._replace(score=equal.get(one.new, one.score)) for one in options]

    def _originals(self, old: Definition, copies: Sequence[Option]) -> int:
        """The number of competing old definitions that may be the originals of these copies."""
        news = {one.new for one in copies}
        return (
            sum(
                any(one.new in news for one in _copies(options))
                for other, options in self._options.items()
                if other is not old
            )
            + 1
        )


def _copies(options: Sequence[Option]) -> list[Option]:
    """Options elsewhere with the same body; else renamed ones, equally similar in body and name."""
    others = [one for one in options if not one.features.same_place]
    if same := [one for one in others if one.features.same_body]:
        return same
    if same := [one for one in others if _is_nearly_same(one) and one.features.same_name]:
        return same  # the receiver of a Go method names its type
    renamed = [one for one in others if not one.features.same_name]
    best = max(renamed, key=lambda one: one.features.body_similarity, default=None)
    if best is None or best.features.body_similarity < _COPIED:
        return []
    return [
        one
        for one in renamed
        if one.features.body_similarity >= best.features.body_similarity - _AS_LIKE
        and _are_named_as_like(one, best)
    ]


def _is_nearly_same(option: Option) -> bool:
    return option.features.body_similarity >= 1 - _AS_LIKE


def _are_named_as_like(one: Option, other: Option) -> bool:
    """Whether names do not distinguish two options; for near copies only similar names do."""
    first, second = one.features, other.features
    if abs(first.name_similarity - second.name_similarity) < _NAMED_AS_LIKE:
        return True
    are_same = _is_nearly_same(one) and _is_nearly_same(other)
    return are_same and max(first.name_similarity, second.name_similarity) < _NAMED_ALIKE


def _by_content(old: Definition, option: Option) -> Option:
    """Lowers the score of code with another name if it shares too few words."""
    features, new = option.features, option.new
    if features.name_similarity >= _NAMED_ALIKE or features.renamed_mentions:
        return option
    words, others = old.content_words, new.content_words
    if features.same_body and (words or old.parameters):
        return option
    if len(words & others) < _SAME_CONTENT * max(1, len(words | others)):
        return option._replace(score=min(option.score, _UNLIKELY))
    return option


def _is_as_like(option: Option, other: Option) -> bool:
    """Whether the other option is equally similar, so that only nearness can decide."""
    one, two = option.features, other.features
    return (
        option is not other
        and two.body_similarity >= one.body_similarity - _AS_LIKE
        and one.same_name == two.same_name
        and one.expected_container == two.expected_container
        and one.same_place == two.same_place
    )


def _below_those_in_line(options: Sequence[Option]) -> list[Option]:
    """Ranks a namesake elsewhere below a more similar definition on the original line."""
    in_line = [
        one for one in options if one.features.name_line_kept and one.features.expected_container
    ]
    if not in_line:
        return list(options)
    best = max(in_line, key=lambda one: one.features.body_similarity)
    return [_below(one, best) if _is_elsewhere(one) else one for one in options]


def _below(option: Option, in_line: Option) -> Option:
    gain = in_line.features.body_similarity - option.features.body_similarity
    if gain <= 0:
        return option
    most = max(in_line.score, 0.0) - _PER_LIKENESS * gain
    return option._replace(score=min(option.score, most))


def _is_elsewhere(option: Option) -> bool:
    return not option.features.expected_container and not option.features.same_place


def _header_words(container: Definition | None) -> frozenset[str]:
    """The words on the first lines of a class: its name, bases and interfaces."""
    if container is None:
        return frozenset()
    text = container.parsed.text.value
    start = container.symbol.name_span.end
    ends = [at for sign in ("{", ":\n", "\n\n") if (at := text.find(sign, start)) >= 0]
    end = min([*ends, container.symbol.span.end])
    return frozenset(_WORD.findall(text[start:end]))


def _common(one: Iterable[str], other: Iterable[str]) -> int:
    pairs = zip(one, other, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
