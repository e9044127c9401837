"""What is found again near an edit is what is found in the whole tree."""

import random
import re
from pathlib import Path

import pytest

from chesterton.syntax.assemble import assemble
from chesterton.syntax.collect import collect
from chesterton.syntax.language import LANGUAGES
from chesterton.syntax.outline import parse
from chesterton.syntax.positions import ByteMap
from chesterton.syntax.text import Edit

MEANING = Path(__file__).parents[1] / "unit" / "syntax" / "fixtures" / "meaning"
TYPED = (
    *"\n\tx(){}[];,:'\"é😀",
    "\n\n",
    "  ",
    "# c\n",
    "// c\n",
    "/*",
    "*/",
    "@a\n",
    "class ",
    "def f():\n  g\n",
)
LENGTH, EDITS = 8_000, 60


def code(language):
    """A long file of sound code, as far as there is any."""
    known = MEANING / f"{language.id.removesuffix('react').replace('tsx', 'typescript')}.txt"
    text = known.read_text("utf-8") if known.exists() else "int a(int b) { return b; }\n\n"
    text = re.sub(r"(?m)^(?:----|==.*)$", "", text)
    return (text * (1 + LENGTH // len(text)))[:LENGTH]


def typed(draw, text):
    start = draw.randrange(len(text.value) + 1)
    gone = draw.choice([0, 0, 0, 1, 2, 40])
    new = draw.choice(TYPED) if draw.random() < 0.8 else ""
    return text.edited([Edit(start, min(start + gone, len(text.value)), new)])


@pytest.mark.parametrize(
    "language", [each.load() for each in LANGUAGES], ids=lambda language: language.id
)
def test_an_edit_leads_to_what_the_whole_tree_holds(language):
    draw = random.Random(11)
    sound = parsed = parse(code(language), language)
    for number in range(EDITS):
        before = sound if number % 3 else parsed
        parsed = parse(typed(draw, before.text), language, before)
        if language.plain:
            assert parsed.outline.symbols == parse(parsed.text, language).outline.symbols
            continue
        tree = parsed.tree()
        found = collect(tree.syntax.root_node, tree.source, language)
        symbols, kept, _ = assemble(found, parsed.text, ByteMap(parsed.text.value))
        assert parsed.outline.symbols == tuple(symbols)
        assert list(parsed._found) == kept
