"""Assigns old definitions to new ones when several old ones compete for the same new one."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby

from chesterton.anchoring.definitions.comparison import PlacedContainers
from chesterton.anchoring.definitions.contest import Contest
from chesterton.anchoring.definitions.definition import Definition
from chesterton.anchoring.definitions.likeness import score
from chesterton.anchoring.definitions.merged import is_merged
from chesterton.anchoring.definitions.open_definitions import OpenDefinitions
from chesterton.anchoring.definitions.option_rules import OptionRules
from chesterton.anchoring.definitions.ranking import Option, Ranking
from chesterton.anchoring.definitions.standing import HARDLY_CHANGED, word_overlap

_CANDIDATES = 8
_SIMILARLY_NAMED = 3
_MOST_CONTENDED = 4
_RIVALS = 3
_CLEAR = 0.5
"""Minimum lead of a container's assigned option for it to count in favour of its members."""

CONTAINERS = frozenset({"type", "impl", "namespace"})


class Assignment:
    """Assigns one old definition to a new one, in competition with its rivals.

    The result does not depend on which other definitions are being placed.
    """

    def __init__(
        self,
        open_definitions: OpenDefinitions,
        target: Definition,
        placed: PlacedContainers | None = None,
    ) -> None:
        self.pool = open_definitions
        self.comparison = open_definitions.comparison
        self.placed = dict(placed or {})  #: containers placed so far
        self.wanted = target
        self.own_namesakes = open_definitions.without_unchanged(
            list(open_definitions.change.namesakes_after(target))
        )
        self.options: dict[Definition, list[Option]] = {}
        self.assigned: dict[Definition, Definition] = {}  #: old to new
        self.assignees: dict[Definition, Definition] = {}  #: new to old
        self.involved: list[Definition] = []
        self.pending: set[Definition] = set()  #: involved definitions not processed yet
        self.far: set[Definition] = set()  #: new ones with an equally similar, nearer rival

    def rank_options(self) -> Ranking:
        """Ranks the new definitions that the old one may have become."""
        self.involved = self._with_containers(self._with_rivals())
        self.pending = set(self.involved)
        for _, group in groupby(sorted(self.involved, key=self._order_key), self._order_key):
            olds = list(group)
            self.pending.difference_update(olds)
            self._assign(olds)
        return self._ranking()

    def _order_key(self, old: Definition) -> tuple[bool, int]:
        """Sort key: containers before members, and functions before the definitions in them."""
        depth = old.name.count(".")
        if old.kind_group in CONTAINERS:
            return False, depth
        outer = self.comparison.container_of(old)
        waits = outer is not None and outer.kind_group not in CONTAINERS
        return True, depth * waits

    def _with_rivals(self) -> list[Definition]:
        pool = self.pool
        candidates = self._candidates(self.wanted)
        contended = candidates[:_MOST_CONTENDED]
        similarly_named = [old for new in candidates for old in pool.old_named_like(new, 1)]
        rivals = [old for new in contended for old in pool.old_index.nearest(new, _RIVALS)]
        namesakes = [old for new in contended for old in pool.change.namesakes_before(new)]
        namesakes = [old for old in namesakes if old in pool.old_set]
        return list(dict.fromkeys([self.wanted, *rivals, *similarly_named, *namesakes]))

    def _with_containers(self, involved: Iterable[Definition]) -> list[Definition]:
        definitions = dict.fromkeys(involved)
        for old in list(definitions):
            outer = self.comparison.container_of(old)
            while outer is not None and outer in self.pool.old_set:
                definitions[outer] = None
                outer = self.comparison.container_of(outer)
        return list(definitions)

    def _candidates(self, old: Definition) -> list[Definition]:
        namesakes = [new for new in self.pool.change.namesakes_after(old) if self._is_open(new)]
        nearest = self.pool.new_index.nearest(old, _CANDIDATES)
        own = [new for new in self.own_namesakes if new.kind_group == old.kind_group]
        return list(dict.fromkeys([*namesakes, *nearest, *self._similarly_named(old), *own]))

    def _similarly_named(self, old: Definition) -> Sequence[Definition]:
        """Similarly named new definitions in the container where `old` is expected."""
        expected = self.comparison.expected_container(old, self.placed)
        return self.pool.new_named_like(old, expected, _SIMILARLY_NAMED) if expected else ()

    def _is_open(self, new: Definition) -> bool:
        return new in self.pool.new_set or new in self.own_namesakes

    def _assign(self, olds: Sequence[Definition]) -> None:
        """Assigns the definitions of one depth, for the best total score."""
        options = {old: self._options(old) for old in olds}
        rules = OptionRules(self.comparison, options)
        options = rules.applied()
        self.options |= options
        contest = Contest({old: self._likely(old) for old in olds})
        for old in olds:
            if old is not self.wanted:
                contest.enter(old)
        if self.wanted in options:
            costs = {one.new: contest.loss_without(one.new) for one in options[self.wanted]}
            contest.enter(self.wanted)
            self.far = {
                one.new for one in options[self.wanted] if rules.is_far(self.wanted, one.new)
            }
            self.options[self.wanted] = self._weighed(costs, contest.assigned.get(self.wanted))
        self.assigned |= contest.assigned
        self.assignees |= contest.holders
        self.placed.update(
            (old, new) for old, new in contest.assigned.items() if not self._is_tied(old, new)
        )

    def _is_tied(self, old: Definition, new: Definition) -> bool:
        """Whether an unassigned option is about as good as the assigned one."""
        scores = {one.new: one.score for one in self.options[old]}
        return any(
            score > scores[new] - _CLEAR
            for other, score in scores.items()
            if other is not new and other not in self.assignees
        )

    def _likely(self, old: Definition) -> Mapping[Definition, float]:
        """The positive scores, without those of options that a member of `old` fits better."""
        likely = [one for one in self.options[old] if one.score > 0]
        return {one.new: one.score for one in likely if not self._fits_member(old, one)}

    def _weighed(
        self, costs: Mapping[Definition, float], assigned: Definition | None
    ) -> list[Option]:
        """The options of the wanted definition, penalised by the loss they cause the others."""
        weighed = []
        for option in self.options[self.wanted]:
            rival = self._merged_rival(option) if option.new is assigned else None
            if rival is None:
                weighed.append(option._replace(score=option.score - costs[option.new]))
            else:
                is_tie = rival.score == option.score
                weighed.append(option._replace(merged_with=rival.merged_with if is_tie else None))
        return sorted(weighed, key=lambda option: -option.score)

    def _merged_rival(self, option: Option) -> Option | None:
        """The same option for another old definition that was merged with the wanted one."""
        for old in self.involved:
            rival = next((one for one in self.options.get(old, ()) if one.new is option.new), None)
            if rival is None or old is self.wanted:
                continue
            if is_merged(self.comparison, old, self.wanted, option.new, rival.score, self.placed):
                return rival._replace(merged_with=old)
        return None

    def _fits_member(self, old: Definition, option: Option) -> bool:
        """Whether a member of `old` fits the option better, as when a class was moved out."""
        members = (
            member
            for member in self.involved
            if member.path == old.path
            and member.kind_group == old.kind_group
            and member.name.startswith(f"{old.name}.")
        )
        likenesses = (self.comparison.features(one, option.new, self.placed) for one in members)
        return any(score(likeness) > option.score for likeness in likenesses)

    def _options(self, old: Definition) -> list[Option]:
        news = (new for new in self._candidates(old) if self._is_free(new))
        return sorted(map(partial(self._option, old), news), key=lambda option: -option.score)

    def _is_free(self, new: Definition) -> bool:
        """Whether `new` is unassigned and no almost unchanged namesake may still claim it."""
        claimants = self.pending.intersection(self.pool.change.namesakes_before(new))
        is_claimed = any(word_overlap(one, new) >= HARDLY_CHANGED for one in claimants)
        return new not in self.assignees and not is_claimed

    def _option(self, old: Definition, new: Definition) -> Option:
        likeness = self.comparison.features(old, new, self.placed)
        return Option(new, score(likeness), likeness)

    def _ranking(self) -> Ranking:
        options = self.options[self.wanted]
        if self.wanted in self.assigned:
            return Ranking(tuple(options))
        # of several that it may have been merged into, the one with the most similar words
        merged = max(self._merge_options(), key=lambda one: one.features.word_overlap, default=None)
        if merged is None:
            return Ranking(tuple(options))
        return Ranking((merged, *(one for one in options if one.new is not merged.new)))

    def _merge_options(self) -> Iterator[Option]:
        """Options assigned to another definition that this one was merged into."""
        old = self.wanted
        for new in self._candidates(old):
            holder = self.assignees.get(new)
            if holder is not None and new not in self.far:
                option = self._option(old, new)
                if is_merged(self.comparison, old, holder, new, option.score, self.placed):
                    yield option._replace(merged_with=holder)
