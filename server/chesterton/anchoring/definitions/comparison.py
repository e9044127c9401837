"""Computes the features that measure how similar an old definition is to a new one."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from functools import cached_property

from chesterton.anchoring.definitions.changeset import Changeset, Place
from chesterton.anchoring.definitions.definition import Definition
from chesterton.anchoring.definitions.inlining import is_inlined
from chesterton.anchoring.definitions.likeness import SimilarityFeatures
from chesterton.anchoring.definitions.neighbourhood import CandidateIndex, WordRarity
from chesterton.anchoring.definitions.renamings import RenamePatterns
from chesterton.anchoring.text import fuzzy

PlacedContainers = Mapping[Definition, Definition]
"""The new definition of each container that has been placed."""

_RIVALS = 3

_LONGEST_SEQUENCE = 5_000
"""Above this many tokens, word order is ignored."""

_NOT_IN_PLACE = dict.fromkeys(
    ("same_place", "same_overload", "same_ordinal", "kept_lines", "name_line_kept"), 0.0
)
"""The features that do not count if the definition's container is now a different one."""

_OF_ANOTHER_CLASS = 0.65
"""Weight of a constructor's name in a different class, because every class has a constructor."""


class Comparison:
    """Features of pairs of definitions in one change; rare words count more than common ones."""

    def __init__(
        self,
        change: Changeset,
        population: Collection[Definition],
        removed: Collection[Definition],
        added: Collection[Definition],
    ) -> None:
        self.change = change
        self.rarity = WordRarity(population)
        self.rivals = CandidateIndex(removed, self.rarity)  #: old definitions with removed names
        self.added = added  #: new definitions with added names
        self._masses: dict[Definition, float] = {}
        self._bodies: dict[tuple[Definition, Definition], float] = {}
        self._facts: dict[tuple[Definition, Definition], SimilarityFeatures] = {}
        self._codes: dict[str, str] = {}
        self._sequences: dict[Definition, str] = {}

    def features(
        self, old: Definition, new: Definition, placed: PlacedContainers
    ) -> SimilarityFeatures:
        """All features of a pair, given the containers placed so far."""
        facts = self._facts.get((old, new))
        if facts is None:
            facts = self._facts[old, new] = self._static_features(old, new)
        if self.expected_container(old, placed) != (new.path, new.container):
            return facts._replace(**_NOT_IN_PLACE) if facts.same_place else facts
        if facts.same_name:  # the same class, even if it was renamed
            facts = facts._replace(same_name=1.0, name_similarity=1.0)
        return facts._replace(
            expected_container=1.0, expected_container_and_same_name=facts.same_name
        )

    def _static_features(self, old: Definition, new: Definition) -> SimilarityFeatures:
        shared, of_old, of_new = self.shared_word_weights(old, new)
        smaller, together = min(of_old, of_new), of_old + of_new - shared
        small = 1 / (1 + smaller / 40)
        name, body = name_similarity(old, new), self.body_similarity(old, new)
        is_foreign = old.is_constructor and new.is_constructor and old.container != new.container
        name_weight = _OF_ANOTHER_CLASS if is_foreign else 1.0
        same_name = float(old.compared_name == new.compared_name)
        target = self.change.path_after(old.path)
        own_place = target == new.path and old.name == new.name
        facts = SimilarityFeatures(
            same_place=float(own_place),
            same_name=same_name * name_weight,
            name_similarity=name * name_weight,
            name_similarity_if_short=name * small,
            word_overlap=shared / together if together else 1.0,
            word_containment=shared / smaller if smaller else 1.0,
            body_similarity=body,
            body_similarity_if_long=max(0.0, body - 0.5) * 2 * (1 - small),
            same_body=float(body == 1.0),
            same_body_if_long=float(body == 1.0) * (1 - small),
            comment_overlap=_overlap(old.comment_words, new.comment_words),
            parameter_overlap=_overlap(old.parameters, new.parameters),
            callee_overlap=_overlap(old.callees, new.callees),
            literal_overlap=_overlap(old.literals, new.literals),
            same_file=float(target == new.path),
            renamed_file=float(target == new.path != old.path),
            member_overlap=_overlap(old.member_names, new.member_names)
            * (old.kind_group == "type"),
            same_neighbours=_neighbours(old, new),
        )
        facts = self._lines(facts, old, new) if target == new.path else facts
        return self._in_place(facts, old, new) if own_place else self._elsewhere(facts, old, new)

    def container_of(self, old: Definition) -> Definition | None:
        """The container of an old definition."""
        return next(iter(self.change.old.at(old.path, old.container)), None)

    def shared_word_weights(self, old: Definition, new: Definition) -> tuple[float, float, float]:
        """The total weight of the shared words, of the old words, and of the new words."""
        other, rarity = new.words, self.rarity
        both = sum(
            rarity(word) * min(count, other[word])
            for word, count in old.words.items()
            if word in other
        )
        return both, self._total_word_weight(old), self._total_word_weight(new)

    def body_similarity(self, old: Definition, new: Definition) -> float:
        """The share of the text that is the same and in the same order."""
        pair = old, new
        if pair not in self._bodies:
            self._bodies[pair] = self._body(old, new)
        return self._bodies[pair]

    def _body(self, old: Definition, new: Definition) -> float:
        first, second = self._sequence(old), self._sequence(new)
        if first == second:
            return 1.0
        if max(len(first), len(second)) <= _LONGEST_SEQUENCE:
            return fuzzy.similarity(first, second)
        shared, of_old, of_new = self.shared_word_weights(old, new)
        if not of_old + of_new:  # no definition is left from which a word gets its weight
            both = Counter(old.words) & Counter(new.words)
            shared, of_old, of_new = both.total(), sum(old.words.values()), sum(new.words.values())
        return 2 * shared / max(of_old + of_new, 1)

    def _sequence(self, definition: Definition) -> str:
        """The tokens, encoded as one character each, because rapidfuzz is fastest on text."""
        if definition not in self._sequences:
            codes = self._codes
            self._sequences[definition] = "".join(
                [codes.get(token) or self._code(token) for token in definition.tokens]
            )
        return self._sequences[definition]

    def _code(self, token: str) -> str:
        number = 0x100 + len(self._codes)
        code = chr(number if number < 0xD800 else number + 0x800)  # noqa: PLR2004 - no surrogates
        self._codes[token] = code
        return code

    def _total_word_weight(self, definition: Definition) -> float:
        if definition not in self._masses:
            counts = definition.words.items()
            self._masses[definition] = sum(self.rarity(word) * count for word, count in counts)
        return self._masses[definition]

    def expected_container(self, old: Definition, placed: PlacedContainers) -> Place | None:
        """The path and container in which the members of its container are expected.

        None if the container is gone, or if another container has taken over its name.
        """
        if not old.container:
            return self.change.path_after(old.path), ""
        outer = self.container_of(old)
        if outer is None:
            return self.change.path_after(old.path), old.container
        place = placed.get(outer)
        if place is None:
            kept = self.change.namesakes_after(outer)[:1]
            place = next((one for one in kept if one not in placed.values()), None)
        return (place.path, place.name) if place else None

    def _lines(
        self, facts: SimilarityFeatures, old: Definition, new: Definition
    ) -> SimilarityFeatures:
        lines = self.change.lines(old.path)
        if lines is None or self.change.old.find(old.path, old.symbol) is not old:
            return facts  # known only from the source stored with its anchor
        return facts._replace(
            kept_lines=lines.kept_share(old, new),
            name_line_kept=float(lines.is_name_line_kept(old, new)),
        )

    def _in_place(
        self, facts: SimilarityFeatures, old: Definition, new: Definition
    ) -> SimilarityFeatures:
        equals = max(len(self.change.namesakes_before(new)), len(self.change.namesakes_after(old)))
        rivals = [
            self.body_similarity(rival, new)
            for rival in self.rivals.nearest(new, _RIVALS)
            if not is_inlined(rival, old, new)
        ]
        return facts._replace(
            same_overload=float(equals > 1 and old.types == new.types),
            same_ordinal=float(old.symbol.ordinal == new.symbol.ordinal),
            body_gain_of_rival=max(0.0, max(rivals, default=0.0) - facts.body_similarity),
        )

    def _elsewhere(
        self, facts: SimilarityFeatures, old: Definition, new: Definition
    ) -> SimilarityFeatures:
        after, before = self.change.namesakes_after(old), self.change.namesakes_before(new)
        better = facts.body_similarity - max(
            (self.body_similarity(old, one) for one in after), default=facts.body_similarity
        )
        outdoes = facts.body_similarity - max(
            (self.body_similarity(one, new) for one in before), default=facts.body_similarity
        )
        extracted = float(any(new.last_name in one.callees - old.callees for one in after))
        return facts._replace(
            renamed_mentions=self._renamed_mentions(old, new),
            lack_of_alternatives=self._lack_of_alternatives(old, new),
            parallel_renames=self._renamings.pattern_score(old, new),
            extracted_from_namesake=extracted,
            # extracting a whole body leaves it in place, and adds the caller next to it
            kept_lines=facts.kept_lines * (1 - extracted),
            name_line_kept=facts.name_line_kept * (1 - extracted),
            body_gain_over_namesake=max(0.0, better),
            body_gain_over_former_holder=max(0.0, outdoes),
            name_reassigned=_name_reassigned(facts, better) * (1 - extracted),
            siblings_moved_along=self._siblings_moved_along(old, new),
        )

    def _siblings_moved_along(self, old: Definition, new: Definition) -> float:
        """Approaches 1 as more other names move from the old to the new container."""
        removed = self._removed_names.get((old.path, old.container), frozenset())
        added = self._added_names.get((new.path, new.container), frozenset())
        others = len((removed & added) - {old.last_name, new.last_name})
        return others / (others + 1)

    @cached_property
    def _removed_names(self) -> Mapping[Place, frozenset[str]]:
        return _by_container(self.rivals.pool)

    @cached_property
    def _added_names(self) -> Mapping[Place, frozenset[str]]:
        return _by_container(self.added)

    def _lack_of_alternatives(self, old: Definition, new: Definition) -> float:
        removed = self._removed_counts[old.path, old.container, old.kind_group]
        added = self._added_counts[new.path, new.container, new.kind_group]
        return 1 / max(1, removed, added)

    @cached_property
    def _renamings(self) -> RenamePatterns:
        return RenamePatterns(self.rivals.pool, self.added, self.change.path_after)

    @cached_property
    def _removed_counts(self) -> Counter[tuple[str, str, str]]:
        return Counter((one.path, one.container, one.kind_group) for one in self.rivals.pool)

    @cached_property
    def _added_counts(self) -> Counter[tuple[str, str, str]]:
        return Counter((one.path, one.container, one.kind_group) for one in self.added)

    def _renamed_mentions(self, old: Definition, new: Definition) -> float:
        if old.last_name == new.last_name:
            return 0.0
        removed = self.change.removed_mentions(old.last_name)
        followed = (removed & self.change.added_mentions(new.last_name)).total() if removed else 0
        return followed / (followed + 1) * (followed / removed.total()) if followed else 0.0


def _by_container(definitions: Iterable[Definition]) -> Mapping[Place, frozenset[str]]:
    names: defaultdict[Place, set[str]] = defaultdict(set)
    for definition in definitions:
        names[definition.path, definition.container].add(definition.last_name)
    return {place: frozenset(last_names) for place, last_names in names.items()}


def name_similarity(old: Definition, new: Definition) -> float:
    """1 for the same last name, less for the same words or letters."""
    if old.compared_name == new.compared_name:
        return 1.0
    first, second = old.plain_name, new.plain_name
    if first == second:
        return 0.97
    mine, yours = old.name_words, new.name_words
    common = len(mine & yours)
    all_words = len(mine) + len(yours) - common
    fewer = min(len(mine), len(yours))
    letters = fuzzy.ratio(first, second) / 100
    return 0.95 * max(letters, common / all_words, 0.85 * common / fewer)


def _name_reassigned(facts: SimilarityFeatures, better: float) -> float:
    """1 if the text is found elsewhere and its name now belongs to other text."""
    if facts.same_body_if_long:
        return _ramp(better, 0.05, 0.25)
    return (
        _ramp(facts.body_similarity, 0.8, 0.95)
        * _ramp(better, 0.1, 0.5)
        * (facts.body_similarity_if_long > 0)
    )


def _ramp(value: float, low: float, high: float) -> float:
    """0 up to `low`, 1 from `high`."""
    return min(1.0, max(0.0, (value - low) / (high - low)))


def _overlap(old: Iterable[str], new: Iterable[str]) -> float:
    """The share of common elements (Jaccard index); 0.5 if both are empty."""
    first, second = set(old), set(new)
    return len(first & second) / len(first | second) if first or second else 0.5


def _neighbours(old: Definition, new: Definition) -> float:
    pairs: Collection[tuple[str, str]] = tuple(zip(old.neighbours, new.neighbours, strict=True))
    return sum(first == second for first, second in pairs) / len(pairs)
