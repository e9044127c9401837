"""Resolves names in a normalised syntax tree to the local variables that they refer to."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from chesterton.syntax.language_rules import Language
from chesterton.syntax.pieces import FormNode, linked


@dataclass(slots=True, eq=False)
class Binding:
    """One local variable."""

    is_local: bool  #: renaming it is not visible outside the definition
    number: int | None = None


@dataclass(slots=True, eq=False)
class Scope:
    """A lexical scope."""

    outer: "Scope | None"
    is_local: bool = False
    is_class: bool = False
    is_function: bool = False
    bindings: dict[str, list[tuple[int, Binding]]] = field(default_factory=dict)
    nonlocal_names: set[str] = field(default_factory=set)
    keyword_bindings: list[Binding] = field(
        default_factory=list
    )  #: parameters that callers may name

    def function(self) -> "Scope":
        """The innermost enclosing function scope, or the outermost scope."""
        scope = self
        while not scope.is_function and scope.outer is not None:
            scope = scope.outer
        return scope


class VariableScopes:
    """The variables of a normal form, and the pieces that refer to them."""

    def __init__(self, pieces: Sequence[FormNode], language: Language) -> None:
        self._pieces = pieces
        self._language = language
        self._rules = language.scoping
        self.parents, self._ends = linked([piece.depth for piece in pieces])
        self._scopes: list[Scope] = []
        self.bound: dict[int, Binding] = {}  #: by index of the piece that declares the name
        self._declare()

    def at(self, index: int) -> Binding | None:
        """The variable that a piece refers to."""
        piece, rules = self._pieces[index], self._rules
        if index in self.bound:
            return self.bound[index]
        if not piece.text:
            return None
        if _matches(self._language, "labels", piece.parent_kind, piece.field, piece.kind):
            labels = self._scopes[index].function().bindings.get(f"label {piece.word}")
            return labels[0][1] if labels else None
        if piece.kind not in rules.names or piece.context in rules.not_names:
            return None
        if piece.context in rules.keys and not self._is_key(index):
            return None
        return self.resolve(piece.word, index)

    def _is_key(self, index: int) -> bool:
        """Whether a key belongs to a list whose leading type has expressions as keys."""
        grand = index
        for _ in range(3):  # the pair, its list, the list's owner
            grand = self.parents[grand] if grand >= 0 else -1
        rules = self._rules
        return grand >= 0 and self._pieces[grand + 1].kind in rules.key_owners

    def resolve(self, word: str, index: int) -> Binding | None:
        """The variable that a name refers to at a piece."""
        scope: Scope | None = self._scopes[index]
        start = scope
        while scope is not None:
            if (not scope.is_class or scope is start) and word not in scope.nonlocal_names:
                for known_from, binding in reversed(scope.bindings.get(word, ())):
                    if known_from <= index:
                        return binding
            scope = scope.outer
        return None

    def _declare(self) -> None:
        """Records every bound name, and the scope of each piece."""
        rules, language, ends = self._rules, self._language, self._ends
        is_local = bool(self._pieces) and self._pieces[0].kind in rules.prototypes
        stack = [(len(self._pieces), Scope(None, is_local=is_local, is_function=True))]
        for index, piece in enumerate(self._pieces):
            while stack[-1][0] <= index:
                stack.pop()
            scope = stack[-1][1]
            if rules.outer and piece.context in rules.outer and scope.outer is not None:
                scope = scope.outer
                stack.append((ends[index], scope))
            self._scopes.append(scope)
            if piece.kind == rules.positional:
                self._release_named(scope)
            elif _matches(language, "binders", piece.parent_kind, piece.field, piece.kind):
                self._bind_all(index, scope)
            elif _matches(language, "labels", piece.parent_kind, piece.field, piece.kind):
                self._bind_label(index, scope)
            elif piece.kind in rules.releases:
                scope.nonlocal_names.update(
                    inner.word for inner in self._pieces[index : ends[index]]
                )
            inner_scope = self._opened(piece, scope)
            if inner_scope is not None:
                stack.append((ends[index], inner_scope))

    def _opened(self, piece: FormNode, outer: Scope) -> Scope | None:
        rules, kind = self._rules, piece.kind
        if piece.text:
            return None
        if kind in rules.functions:
            return Scope(outer, is_local=True, is_function=True)
        if kind in rules.closures:
            return Scope(outer, is_local=True)
        if kind in rules.classes:
            return Scope(outer, is_class=True)
        return Scope(outer, is_local=outer.is_local) if kind in rules.blocks else None

    def _bind_all(self, root: int, scope: Scope) -> None:
        """Binds the names in a pattern."""
        piece, rules, ends = self._pieces[root], self._rules, self._ends
        target, known_from = self._target(root, scope), self._known_from(root)
        is_reaching = _matches(
            self._language, "reaching", piece.parent_kind, piece.field, piece.kind
        )
        is_named = _matches(self._language, "named", piece.parent_kind, piece.field, piece.kind)
        is_path = piece.kind in rules.paths and ends[root] - root > 2  # noqa: PLR2004 - and a name
        if is_path or piece.kind in rules.uses:
            return
        index, unnamed_until = root, root
        while index < ends[root]:
            inner = self._pieces[index]
            if index > root and (inner.kind in rules.uses or inner.context in rules.uses):
                index = ends[index]
                continue
            if inner.kind in rules.unnamed:
                unnamed_until = max(unnamed_until, ends[index])
            if self._may_bind(index) and not (is_reaching and self._binds_outer(index, scope)):
                self._bind(
                    index,
                    target,
                    known_from,
                    is_named=is_named and index >= unnamed_until,
                )
            index += 1

    def _binds_outer(self, index: int, scope: Scope) -> bool:
        """Whether an enclosing scope binds the name; if so, binds the piece to that variable."""
        outer: Scope | None = scope
        while outer is not None:
            if declared := outer.bindings.get(self._pieces[index].word):
                self.bound[index] = declared[-1][1]
                return True
            outer = None if outer.is_function else outer.outer
        return False

    def _may_bind(self, index: int) -> bool:
        piece, rules = self._pieces[index], self._rules
        if not piece.text or piece.kind not in rules.names or index in self.bound:
            return False
        if piece.context in rules.unbound:
            return False
        is_capital = piece.word[:1].isupper() or piece.word.startswith("`")
        is_constant = rules.has_constant_patterns and is_capital
        return not is_constant or piece.kind.startswith("type")

    def _bind(self, index: int, scope: Scope, known_from: int, *, is_named: bool) -> None:
        declared = scope.bindings.setdefault(self._pieces[index].word, [])
        if not declared or self._rules.is_rebinding:
            binding = Binding(is_local=scope.is_local and not is_named)
            declared.append((known_from, binding))
            if is_named:
                scope.keyword_bindings.append(binding)
        self.bound[index] = declared[-1][1]

    def _target(self, root: int, scope: Scope) -> Scope:
        piece, rules = self._pieces[root], self._rules
        if piece.context in rules.outward:
            return scope.outer or scope
        parent = self.parents[root]
        grandparent = self.parents[parent] if parent >= 0 else -1
        statements = {self._pieces[index].kind for index in (parent, grandparent) if index >= 0}
        return scope.function() if statements & rules.hoisting else scope

    def _known_from(self, root: int) -> int:
        piece, rules, parent = self._pieces[root], self._rules, self.parents[root]
        if not rules.is_sequential or piece.context in rules.outward:
            return 0
        if piece.context in rules.valued:
            value = self._ends[root] + 1
            is_valued = value < len(self._pieces) and self._pieces[value - 1].text == "="
            return self._ends[value] if is_valued else root
        is_late = piece.context in rules.late and parent >= 0
        return self._ends[parent] if is_late else root

    def _bind_label(self, index: int, scope: Scope) -> None:
        scope = scope.function()
        labels = scope.bindings.setdefault(f"label {self._pieces[index].word}", [])
        if not labels:
            labels.append((0, Binding(is_local=scope.is_local)))
        self.bound[index] = labels[0][1]

    @staticmethod
    def _release_named(scope: Scope) -> None:
        """Names before the positional-only marker are local again."""
        for binding in scope.keyword_bindings:
            binding.is_local = scope.is_local
        scope.keyword_bindings.clear()


@cache
def _matches(language: Language, table: str, parent_kind: str, field: str, kind: str) -> bool:
    entries: frozenset[str] = getattr(language.scoping, table)
    context = f"{parent_kind}.{field}"
    return not entries.isdisjoint((kind, context, f"{parent_kind}.*", f"{context}:{kind}"))
