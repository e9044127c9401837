"""Rewrites trees bottom-up into a canonical form; equal subtrees are shared (hash-consing)."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from chesterton.anchoring.shapes.shape_tree import ShapeTree


class Form(NamedTuple):
    """A node whose children are form numbers, each with its field."""

    kind: str
    text: str = ""
    children: tuple[tuple[str, int], ...] = ()

    def with_part(self, field: str, number: int) -> "Form":
        """The form with the child in one field replaced."""
        children = ((part, number if part == field else child) for part, child in self.children)
        return self._replace(children=tuple(children))


Rule = Callable[["FormTable", Form], Form | None]  # rewrites a form, or returns None


class FormTable:
    """Interns forms: each distinct form has one number."""

    def __init__(self) -> None:
        self._numbers: dict[Form, int] = {}
        self._forms: list[Form] = []

    def intern(self, form: Form) -> int:
        """The number of a form; equal forms share it."""
        number = self._numbers.setdefault(form, len(self._forms))
        if number == len(self._forms):
            self._forms.append(form)
        return number

    def __getitem__(self, number: int) -> Form:
        return self._forms[number]

    def parts(self, form: Form, field: str) -> list[Form]:
        """The children in a field."""
        return [self._forms[child] for part, child in form.children if part == field]

    def part(self, form: Form, field: str) -> Form | None:
        """The first child in a field."""
        return next(iter(self.parts(form, field)), None)

    def all(self, form: Form) -> list[Form]:
        """All children."""
        return [self._forms[child] for _, child in form.children]

    def leaf_text(self, form: Form | None) -> str:
        """The text of a leaf, without string quotes; empty for inner nodes."""
        if form is None or not form.text:
            return ""
        return form.text[form.text.index("'") + 1 : -1] if form.text.endswith("'") else form.text

    def descendants(self, form: Form, kind: str) -> Iterable[Form]:
        """All forms of a kind in the subtree, including the form itself."""
        open_ = [form]
        while open_:
            one = open_.pop()
            if one.kind == kind:
                yield one
            open_ += self.all(one)


def canonical_roots(
    forms: FormTable, tree: ShapeTree, spell: Callable[[int], str], rules: Sequence[Rule]
) -> tuple[int, ...]:
    """The numbers of a tree's roots after all rules; a rule drops a node by emptying its kind."""
    made: dict[int, int] = {}
    for index in range(len(tree.nodes) - 1, -1, -1):
        node = tree.nodes[index]
        children = ((tree.nodes[child].field, made.pop(child)) for child in tree.children(index))
        kept = tuple((part, child) for part, child in children if forms[child].kind)
        made[index] = forms.intern(_rewritten(forms, Form(node.kind, spell(index), kept), rules))
    return tuple(made[root] for root in tree.children(-1))


def _rewritten(forms: FormTable, form: Form, rules: Sequence[Rule]) -> Form:
    for rule in rules:
        form = rule(forms, form) or form
    return form
