"""In method chains and keyed entries, each link and each entry is independent."""

import pytest

from chesterton.anchoring.claims.claim import claim_of
from chesterton.anchoring.claims.relevance import compare
from chesterton.model.watch import Watch
from chesterton.syntax.language import language_for
from chesterton.syntax.outline import parse

RUST = 'fn f(w: W) -> R {{ w.show("W"){} }}'
GO = "package p\n\nfunc f() *E {{ return &E{{{}}} }}\n"
JAVASCRIPT = "function f(w) {{ return w.show(1){}; }}"
BESIDE = (
    (
        "f.rs",
        RUST,
        '.field("paths", 0).field("limit", &w.limit).finish()',
        '.field("paths", 0).field("all", 1).field("limit", &w.limit).field("wide", 2).finish()',
    ),
    ("f.js", JAVASCRIPT, ".retry(3).limit(9).end()", ".log().retry(3).limit(9).wait(1).end()"),
    ("f.js", JAVASCRIPT, ".retry(3).limit(9).wait(5).end()", ".limit(9).wait(6).end()"),
    ("f.go", GO, "limit: render(1), raw: false", "limit: render(1), raw: false, all: true"),
    ("f.go", GO, "limit: render(1), raw: false", "limit: render(1), raw: true"),
)
TOUCHED = (
    (
        "f.rs",
        RUST,
        '.field("limit", &w.limit).field("skip", &w.skip).finish()',
        '.field("skip", &w.skip).finish()',
    ),
    ("f.js", JAVASCRIPT, ".retry(3).limit(9).end()", ".retry(3).limit(8).wait(1).end()"),
    ("f.js", JAVASCRIPT, ".retry(3).limit(9).end()", ".retry(3).end()"),
    ("f.go", GO, "limit: render(1), raw: false", "limit: render(2), raw: false, all: true"),
)


def change(path, frame, old, new):
    shapes = []
    for text in (old, new):
        parsed = parse(frame.format(text), language_for(path))
        shapes.append(parsed.shape(parsed.outline.symbols[0]))
    return compare(*shapes, claim_of(Watch("mind `limit`"), shapes[0]))


@pytest.mark.parametrize(("path", "frame", "old", "new"), BESIDE)
def test_changing_another_link_or_entry_does_not_touch_the_claim(path, frame, old, new):
    assert not change(path, frame, old, new).claim


@pytest.mark.parametrize(("path", "frame", "old", "new"), TOUCHED)
def test_changing_the_claimed_link_or_entry_touches_the_claim(path, frame, old, new):
    assert change(path, frame, old, new).claim
