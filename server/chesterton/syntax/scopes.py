"""Which names in a normal form are locals, and which use belongs to which."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from chesterton.syntax.normal import Piece
from chesterton.syntax.rules import Language, Scoping


@dataclass(slots=True, eq=False)
class Binding:
    """One variable."""

    is_local: bool  #: its name can be changed without anybody outside noticing
    number: int | None = None


@dataclass(slots=True, eq=False)
class Scope:
    """A stretch of code with names of its own."""

    around: "Scope | None"
    is_local: bool
    is_class: bool
    is_function: bool
    bindings: dict[str, list[tuple[int, Binding]]] = field(default_factory=dict)
    released: set[str] = field(default_factory=set)


def subtree_ends(pieces: Sequence[Piece]) -> list[int]:
    """For each piece, the index after its last descendant."""
    ends = [len(pieces)] * len(pieces)
    open_: list[int] = []
    for index, piece in enumerate(pieces):
        while open_ and pieces[open_[-1]].depth >= piece.depth:
            ends[open_.pop()] = index
        open_.append(index)
    return ends


def resolve(
    pieces: Sequence[Piece], ends: Sequence[int], language: Language
) -> list[Binding | None]:
    """For each piece, the variable that it names."""
    resolver = _Resolver(pieces, ends, language.scoping)
    resolver.declare()
    return [resolver.lookup(index) for index in range(len(pieces))]


class _Resolver:
    def __init__(self, pieces: Sequence[Piece], ends: Sequence[int], rules: Scoping) -> None:
        self.pieces = pieces
        self.ends = ends
        self.rules = rules
        self.bound: dict[int, Binding] = {}
        self.scope_of: list[Scope] = []

    def declare(self) -> None:
        """Notes every name that is bound, and the scope each piece stands in."""
        stack = [(len(self.pieces), Scope(None, is_local=False, is_class=False, is_function=True))]
        for index, piece in enumerate(self.pieces):
            while stack[-1][0] <= index:
                stack.pop()
            scope = stack[-1][1]
            if piece.context in self.rules.outer and scope.around:
                scope = scope.around
                stack.append((self.ends[index], scope))
            self.scope_of.append(scope)
            if self._is_binder(piece):
                self._bind_all(index, scope)
            if piece.kind in self.rules.releases:
                self._release(index, scope)
            if piece.kind in self.rules.labels and piece.text:
                self._bind_label(index, scope)
            if inner := self._opened(piece, scope):
                stack.append((self.ends[index], inner))

    def lookup(self, index: int) -> Binding | None:
        """The variable that a piece names."""
        piece, rules = self.pieces[index], self.rules
        if index in self.bound:
            return self.bound[index]
        if not piece.text or piece.kind not in rules.names or piece.context in rules.not_names:
            return None
        start = scope = self.scope_of[index]
        while scope is not None:
            if (not scope.is_class or scope is start) and piece.word not in scope.released:
                known = scope.bindings.get(piece.word, ())
                if binding := next((one for at, one in reversed(known) if at <= index), None):
                    return binding
            scope = scope.around  # type: ignore[assignment]
        return None

    def _is_binder(self, piece: Piece) -> bool:
        binders = self.rules.binders
        return piece.context in binders or f"{piece.context.partition('.')[0]}.*" in binders

    def _opened(self, piece: Piece, around: Scope) -> Scope | None:
        rules, kind = self.rules, piece.kind
        is_function, is_class = kind in rules.functions, kind in rules.classes
        if not (is_function or is_class or kind in rules.blocks) or piece.text:
            return None
        is_local = not is_class and (is_function or around.is_local)
        return Scope(around, is_local=is_local, is_class=is_class, is_function=is_function)

    def _bind_all(self, root: int, scope: Scope) -> None:
        piece, rules = self.pieces[root], self.rules
        target = self._target(piece, scope)
        is_named = (
            piece.context in rules.named or f"{piece.context.partition('.')[0]}.*" in rules.named
        )
        known_from = self._known_from(root)
        index, unnamed_until = root, root
        while index < self.ends[root]:
            inner = self.pieces[index]
            if index > root and (inner.kind in rules.uses or inner.context in rules.uses):
                index = self.ends[index]
                continue
            if inner.kind in rules.unnamed:
                unnamed_until = max(unnamed_until, self.ends[index])
            if self._binds(index):
                self._bind(index, target, known_from, is_named=is_named and index >= unnamed_until)
            index += 1

    def _binds(self, index: int) -> bool:
        piece, rules = self.pieces[index], self.rules
        if not piece.text or piece.kind not in rules.names or index in self.bound:
            return False
        return not (rules.constants and piece.word[:1].isupper()) or "type" in piece.kind

    def _bind(self, index: int, scope: Scope, known_from: int, *, is_named: bool) -> None:
        word = self.pieces[index].word
        known = scope.bindings.setdefault(word, [])
        if not known or self.rules.is_rebinding:
            known.append((known_from, Binding(is_local=scope.is_local and not is_named)))
        self.bound[index] = known[-1][1]

    def _target(self, piece: Piece, scope: Scope) -> Scope:
        if piece.context in self.rules.outward:
            return scope.around or scope
        while piece.context in self.rules.hoisted and not scope.is_function and scope.around:
            scope = scope.around
        return scope

    def _known_from(self, root: int) -> int:
        if not self.rules.is_sequential:
            return 0
        piece = self.pieces[root]
        is_late = piece.context in self.rules.late and piece.parent >= 0
        return self.ends[piece.parent] if is_late else root

    def _release(self, root: int, scope: Scope) -> None:
        scope.released.update(self.pieces[index].word for index in range(root, self.ends[root]))

    def _bind_label(self, index: int, scope: Scope) -> None:
        while not scope.is_function and scope.around:
            scope = scope.around
        self._bind_word(index, scope, f"label {self.pieces[index].word}")

    def _bind_word(self, index: int, scope: Scope, word: str) -> None:
        known = scope.bindings.setdefault(word, [(0, Binding(is_local=scope.is_local))])
        self.bound[index] = known[0][1]
