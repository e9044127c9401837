"""Adding type annotations to code without any touches no claim, even within a larger edit."""

import pytest

from chesterton.anchoring.claims.claim import claim_of
from chesterton.anchoring.claims.relevance import compare
from chesterton.anchoring.shapes.annotations import without_annotations
from chesterton.model.watch import Watch
from chesterton.syntax.language import language_for
from chesterton.syntax.outline import parse

BARE = "def f(self, limit, json=None, *a, **k):\n  rows = list(limit)\n  g(rows)\n"
TYPED = (
    "def f(self, limit: int, json: Json | None = None, *a: int, **k: str) -> list[int]:\n"
    "  rows: list[int] = list(limit)\n  g(rows)\n"
)


def shape(source, path="a.py"):
    parsed = parse(source, language_for(path))
    return parsed.shape(parsed.outline.symbols[0])


def without_words(nodes):
    return [(node.depth, node.kind, node.field, node.text) for node in nodes]


def test_stripping_annotations_restores_the_original_shape():
    assert without_words(without_annotations(shape(TYPED)).nodes) == without_words(
        shape(BARE).nodes
    )


@pytest.mark.parametrize("word", ["limit", "json", "list", "rows"])
def test_annotations_added_with_another_edit_touch_nothing(word):
    then, today = shape(BARE), shape(TYPED.replace("g(rows)", "g(1)"))
    change = compare(
        shape(BARE.replace("g(rows)", "g(2)")), today, claim_of(Watch(f"`{word}`"), then)
    )
    assert not change.claim


def test_changing_an_existing_annotation_counts():
    then = shape(TYPED)
    change = compare(
        then, shape(TYPED.replace("limit: int", "limit: str")), claim_of(Watch("`limit`"), then)
    )
    assert change.claim


def test_annotations_added_in_typescript_touch_nothing():
    then = shape("function f(limit, b) { g(limit, 1); }", "a.ts")
    today = shape("function f(limit: number, b: string): void { g(limit, 1); h(); }", "a.ts")
    assert not compare(then, today, claim_of(Watch("`limit`"), then)).claim
