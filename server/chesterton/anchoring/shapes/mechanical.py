"""Recognises mechanical changes: syntax upgrades, codemods and added type annotations."""

from collections.abc import Sequence

from chesterton.anchoring.definitions.definition import OWN_NAME_MARK
from chesterton.anchoring.shapes.alignment import Spelling
from chesterton.anchoring.shapes.annotations import PLAIN, WRAPPER
from chesterton.anchoring.shapes.canonical_forms import Form, FormTable, Rule, canonical_roots
from chesterton.anchoring.shapes.difference import Difference
from chesterton.anchoring.shapes.rewrites import rules_for
from chesterton.anchoring.shapes.shape_tree import ShapeTree

_ANNOTATIONS = frozenset({"type", "return_type"})
_ANNOTATED = frozenset({"python", "typescript", "typescriptreact", "php"})


def is_mechanical(difference: Difference) -> bool:
    """Whether the shapes differ only in spellings that tools rewrite."""
    if difference.renamed:
        return False
    language = difference.old.language.id
    rules = rules_for(language)
    if _is_same(difference, rules):
        return True
    is_first_time = language in _ANNOTATED and not _had_annotations(difference)
    return is_first_time and _is_same(difference, (*rules, _unannotated))


def _is_same(difference: Difference, rules: Sequence[Rule]) -> bool:
    forms = FormTable()
    old = canonical_roots(forms, difference.old, difference.spell_old, rules)
    if old == canonical_roots(forms, difference.new, difference.spell_new, rules):
        return True
    # own-name marks depend on the spelling: `super()` and `super(A, self)`
    spell_old = _with_own_name(difference.old, difference.spell_old)
    spell_new = _with_own_name(difference.new, difference.spell_new)
    old = canonical_roots(forms, difference.old, spell_old, rules)
    return old == canonical_roots(forms, difference.new, spell_new, rules)


def _with_own_name(tree: ShapeTree, spell: Spelling) -> Spelling:
    """The spelling with own-name marks replaced by the source text."""

    def word(index: int) -> str:
        text = spell(index)
        return tree.nodes[index].word if text == OWN_NAME_MARK else text

    return word


def _had_annotations(difference: Difference) -> bool:
    """Whether the changed code had annotations before; changing a type is not mechanical."""
    old = difference.old
    return any(
        old.nodes[node].field in _ANNOTATIONS
        for piece in difference.pieces
        if piece.old is not None
        for node in (*range(piece.old, old.ends[piece.old]), *old.ancestors(piece.old))
    )


def _unannotated(forms: FormTable, form: Form) -> Form | None:
    """Drops type annotations."""
    children = tuple(child for child in form.children if child[0] not in _ANNOTATIONS)
    if form.kind == WRAPPER and len(children) == 1:
        return forms[children[0][1]]
    return form._replace(kind=PLAIN.get(form.kind, form.kind), children=children)
