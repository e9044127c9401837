"""Computes the features by which an old and a new definition are compared."""

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from functools import cached_property

from chesterton.anchoring.definitions.changeset import Changeset, Place
from chesterton.anchoring.definitions.definition import Definition
from chesterton.anchoring.definitions.likeness import Likeness
from chesterton.anchoring.definitions.neighbourhood import Neighbourhood
from chesterton.anchoring.definitions.renamings import Renamings
from chesterton.anchoring.text import fuzzy

Landed = Mapping[Definition, Definition]
"""What containers became."""

_RIVALS = 3

_LONGEST_SEQUENCE = 5_000
"""Tokens beyond which the order of words is left out of account."""

_OF_ANOTHER_CLASS = 0.65
"""What the name of a constructor says: every class has one."""


class Comparison:
    """The facts about pairs of one change: what is rare in it says more than what is everywhere."""

    def __init__(
        self,
        change: Changeset,
        population: Collection[Definition],
        vanished: Collection[Definition],
        fresh: Collection[Definition],
    ) -> None:
        self.change = change
        self.population = population  #: in which a word is rare or frequent
        self.rivals = Neighbourhood(
            vanished, self.rarity
        )  #: definitions before whose names are gone
        self.fresh = fresh  #: definitions after whose names are new
        self._rarities: dict[str, float] = {}
        self._masses: dict[Definition, float] = {}
        self._bodies: dict[tuple[Definition, Definition], float] = {}
        self._facts: dict[tuple[Definition, Definition], Likeness] = {}
        self._codes: dict[str, str] = {}
        self._sequences: dict[Definition, str] = {}

    def likeness(self, old: Definition, new: Definition, landed: Landed) -> Likeness:
        """All facts about a pair; `landed` are the containers that are placed already."""
        facts = self._facts.get((old, new))
        if facts is None:
            facts = self._facts[old, new] = self._compared(old, new)
        if self.landing(old, landed) != (new.path, new.container):
            return facts
        if facts.same_name:  # of the same class, whatever that is called now
            facts = facts._replace(same_name=1.0, name=1.0)
        return facts._replace(container=1.0, container_and_name=facts.same_name)

    def _compared(self, old: Definition, new: Definition) -> Likeness:
        shared, of_old, of_new = self.shared(old, new)
        smaller, together = min(of_old, of_new), of_old + of_new - shared
        small = 1 / (1 + smaller / 40)
        name, body = name_likeness(old, new), self.body(old, new)
        is_foreign = old.is_constructor and new.is_constructor and old.container != new.container
        told = _OF_ANOTHER_CLASS if is_foreign else 1.0
        same_name = float(old.called == new.called)
        target = self.change.target(old.path)
        own_place = target == new.path and old.name == new.name
        facts = Likeness(
            same_place=float(own_place),
            same_name=same_name * told,
            name=name * told,
            name_of_small=name * small,
            words=shared / together if together else 1.0,
            contained=shared / smaller if smaller else 1.0,
            body=body,
            long_body=max(0.0, body - 0.5) * 2 * (1 - small),
            identical=float(body == 1.0),
            long_identical=float(body == 1.0) * (1 - small),
            prose=_overlap(old.prose, new.prose),
            parameters=_overlap(old.parameters, new.parameters),
            callees=_overlap(old.callees, new.callees),
            literals=_overlap(old.literals, new.literals),
            same_file=float(target == new.path),
            renamed_file=float(target == new.path != old.path),
            members=_overlap(old.member_names, new.member_names) * (old.family == "type"),
            neighbours=_neighbours(old, new),
        )
        facts = self._lines(facts, old, new) if target == new.path else facts
        return self._in_place(facts, old, new) if own_place else self._elsewhere(facts, old, new)

    def outer(self, old: Definition) -> Definition | None:
        """What a definition before stands in."""
        return next(iter(self.change.old.at(old.path, old.container)), None)

    def shared(self, old: Definition, new: Definition) -> tuple[float, float, float]:
        """The weight of the words in both, in the first, and in the second."""
        other, rarity = new.words, self.rarity
        both = sum(
            rarity(word) * min(count, other[word])
            for word, count in old.words.items()
            if word in other
        )
        return both, self._mass(old), self._mass(new)

    def body(self, old: Definition, new: Definition) -> float:
        """How much of the text is the same, in the same order."""
        pair = old, new
        if pair not in self._bodies:
            self._bodies[pair] = self._body(old, new)
        return self._bodies[pair]

    def rarity(self, word: str) -> float:
        """What it says that two definitions share the word."""
        known = self._rarities.get(word)
        if known is None:
            known = math.log(1 + len(self.population) / (self._spread[word] + 0.5))
            self._rarities[word] = known
        return known

    def _body(self, old: Definition, new: Definition) -> float:
        first, second = self._sequence(old), self._sequence(new)
        if max(len(first), len(second)) > _LONGEST_SEQUENCE:
            shared, of_old, of_new = self.shared(old, new)
            return 2 * shared / (of_old + of_new) if first != second else 1.0
        return fuzzy.similarity(first, second)

    def _sequence(self, one: Definition) -> str:
        """The tokens, one character for each: rapidfuzz is fastest on text."""
        if one not in self._sequences:
            codes = self._codes
            self._sequences[one] = "".join(
                [codes.get(token) or self._code(token) for token in one.tokens]
            )
        return self._sequences[one]

    def _code(self, token: str) -> str:
        number = 0x100 + len(self._codes)
        code = chr(number if number < 0xD800 else number + 0x800)  # noqa: PLR2004 - no surrogates
        self._codes[token] = code
        return code

    def _mass(self, one: Definition) -> float:
        if one not in self._masses:
            self._masses[one] = sum(self.rarity(word) * n for word, n in one.words.items())
        return self._masses[one]

    @cached_property
    def _spread(self) -> Counter[str]:
        """In how many definitions a word stands."""
        spread: Counter[str] = Counter()
        for one in self.population:
            spread.update(one.words.keys())
        return spread

    def landing(self, old: Definition, landed: Landed) -> Place | None:
        """Where members of its container are expected."""
        if not old.container:
            return self.change.target(old.path), ""
        outer = self.outer(old)
        if outer is None:
            return self.change.target(old.path), old.container
        place = landed.get(outer) or next(iter(self.change.holders(outer)), None)
        return (place.path, place.name) if place else None

    def _lines(self, facts: Likeness, old: Definition, new: Definition) -> Likeness:
        lines = self.change.lines(old.path)
        if lines is None or self.change.old.find(old.path, old.symbol) is not old:
            return facts  # known from what is stored with an anchor only
        return facts._replace(
            follows=lines.follows(old, new), in_line=float(lines.is_in_line(old, new))
        )

    def _in_place(self, facts: Likeness, old: Definition, new: Definition) -> Likeness:
        equals = max(len(self.change.former(new)), len(self.change.holders(old)))
        rivals = [self.body(rival, new) for rival in self.rivals.nearest(new, _RIVALS)]
        return facts._replace(
            overload=float(equals > 1 and old.types == new.types),
            ordinal=float(old.symbol.ordinal == new.symbol.ordinal),
            usurped=max(0.0, max(rivals, default=0.0) - facts.body),
        )

    def _elsewhere(self, facts: Likeness, old: Definition, new: Definition) -> Likeness:
        holders, former = self.change.holders(old), self.change.former(new)
        better = facts.body - max((self.body(old, one) for one in holders), default=facts.body)
        outdoes = facts.body - max((self.body(one, new) for one in former), default=facts.body)
        extracted = float(any(new.last_name in one.callees for one in holders))
        return facts._replace(
            callers=self._callers(old, new),
            scarcity=self._scarcity(old, new),
            alike_renamed=self._renamings.shared(old, new),
            extracted=extracted,
            # whoever takes a whole body out leaves it where it stands and writes the caller beside
            follows=facts.follows * (1 - extracted),
            in_line=facts.in_line * (1 - extracted),
            better_body=max(0.0, better),
            outdoes=max(0.0, outdoes),
            name_given_away=_name_given_away(facts, better) * (1 - extracted),
            company=self._company(old, new),
        )

    def _company(self, old: Definition, new: Definition) -> float:
        """How many other names left the one container and came to the other."""
        gone = self._names_gone.get((old.path, old.container), frozenset())
        came = self._names_come.get((new.path, new.container), frozenset())
        others = len((gone & came) - {old.last_name, new.last_name})
        return others / (others + 1)

    @cached_property
    def _names_gone(self) -> Mapping[Place, frozenset[str]]:
        return _by_container(self.rivals.pool)

    @cached_property
    def _names_come(self) -> Mapping[Place, frozenset[str]]:
        return _by_container(self.fresh)

    def _scarcity(self, old: Definition, new: Definition) -> float:
        gone = self._gone[old.path, old.container, old.family]
        came = self._came[new.path, new.container, new.family]
        return 1 / max(1, gone, came)

    @cached_property
    def _renamings(self) -> Renamings:
        return Renamings(self.rivals.pool, self.fresh, self.change.target)

    @cached_property
    def _gone(self) -> Counter[tuple[str, str, str]]:
        return Counter((one.path, one.container, one.family) for one in self.rivals.pool)

    @cached_property
    def _came(self) -> Counter[tuple[str, str, str]]:
        return Counter((one.path, one.container, one.family) for one in self.fresh)

    def _callers(self, old: Definition, new: Definition) -> float:
        if old.last_name == new.last_name:
            return 0.0
        gone = self.change.silenced(old.last_name)
        followed = (gone & self.change.voiced(new.last_name)).total() if gone else 0
        return followed / (followed + 1) * (followed / gone.total()) if followed else 0.0


def _by_container(definitions: Iterable[Definition]) -> Mapping[Place, frozenset[str]]:
    names: defaultdict[Place, set[str]] = defaultdict(set)
    for one in definitions:
        names[one.path, one.container].add(one.last_name)
    return {place: frozenset(last_names) for place, last_names in names.items()}


def name_likeness(old: Definition, new: Definition) -> float:
    """1 for the same last name, less for the same words or letters."""
    if old.called == new.called:
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


def _name_given_away(facts: Likeness, better: float) -> float:
    """1 where its text is found elsewhere while its name stands over another text."""
    if facts.long_identical:
        return _ramp(better, 0.05, 0.25)
    return _ramp(facts.body, 0.8, 0.95) * _ramp(better, 0.1, 0.5) * (facts.long_body > 0)


def _ramp(value: float, low: float, high: float) -> float:
    """0 up to `low`, 1 from `high`."""
    return min(1.0, max(0.0, (value - low) / (high - low)))


def _overlap(old: Iterable[str], new: Iterable[str]) -> float:
    """Shared ones of all; one half where there is nothing to share."""
    first, second = set(old), set(new)
    return len(first & second) / len(first | second) if first or second else 0.5


def _neighbours(old: Definition, new: Definition) -> float:
    pairs: Collection[tuple[str, str]] = tuple(zip(old.neighbours, new.neighbours, strict=True))
    return sum(first == second for first, second in pairs) / len(pairs)
