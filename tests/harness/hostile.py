"""Hostile note text, made at random from the syntax that Markdown renderers disagree about.

`python -m tests.harness.hostile SEED COUNT` writes what the server makes of it as JSON, for the
tests of the VS Code extension, which run the renderers of real editors over it.
"""

import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import Random

from chesterton.lsp.hover_text import MARKDOWN, HoverContent, render, render_reference
from chesterton.memory.inline_markdown import escaped, safe_link
from chesterton.memory.margin.margin import Entry
from chesterton.memory.markdown import to_safe_markdown
from chesterton.memory.notes import views
from chesterton.model.anchor import Anchor, Placement, State, Whereabouts
from chesterton.model.clean import Clean
from chesterton.model.note import Kind, Note, Origin, Placed, Status
from chesterton.model.symbol import Span, Symbol, SymbolKind
from chesterton.store.location import Location
from tests.harness.notes import with_content

OWN_VIEWS = "file:///views/"

_FRAGMENTS: dict[str, list[str]] = json.loads(
    Path(__file__).with_name("hostile.json").read_text("utf-8")
)
_LABELS, _TARGETS = _FRAGMENTS["labels"], _FRAGMENTS["targets"]
_BEFORE, _AFTER = _FRAGMENTS["before"], _FRAGMENTS["after"]


def text(random: Random) -> str:
    """One to four pieces of hostile syntax, or a jumble of its parts."""
    if random.random() < 0.3:
        return "".join(random.choice(_FRAGMENTS["parts"]) for _ in range(random.randint(3, 40)))
    pieces = []
    for _ in range(random.choice((1, 1, 2, 2, 3, 4))):
        wrapped = random.choice(_FRAGMENTS["wrapped"]).replace("{l}", random.choice(_LABELS))
        wrapped = wrapped.replace("{t}", random.choice(_TARGETS))
        pieces.append(random.choice(_BEFORE))
        if random.random() < 0.5:
            pieces.append(random.choice((*_BEFORE, "`")))
        pieces += (wrapped, random.choice(_AFTER))
    if random.random() < 0.02:
        pieces.append(random.choice(("[", "`", "(", "> ", "- ", "a.", "*", "!")) * 3000)
    return "".join(pieces)


def rendered(seed: int, count: int) -> Iterator[dict[str, str]]:
    """Everything that is rendered as Markdown, for `count` hostile notes."""
    random = Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        location = Location(Path(folder))
        for number in range(count):
            of = f"{seed}/{number}"
            for surface, markdown in _surfaces(random, location):
                yield {"of": of, "surface": surface, "markdown": markdown}


def _surfaces(random: Random, location: Location) -> Iterator[tuple[str, str]]:
    note, where = _note(random), _whereabouts(random)
    entry, symbol = Entry(note, where), where.placement.symbol if where.placement else None
    origin = f"github.com/{text(random)}"
    own = {note.id: f"{OWN_VIEWS}a.md", f"::{symbol.name if symbol else ''}": f"{OWN_VIEWS}b.md"}
    yield "hover", render(HoverContent(symbol, (entry,), views=own, origin=origin), MARKDOWN)
    proposed = HoverContent(symbol, (), (entry, entry), max_notes=1, views=own, origin=origin)
    yield "proposed", render(proposed, MARKDOWN)
    yield "reference", render_reference(text(random), [entry], MARKDOWN)
    placed = Placed(note, (where,))
    for path in (views.view(location, placed), views.view_all(location, note.title, [placed] * 2)):
        yield "view", path.read_text("utf-8")
    body = text(random)
    yield "body", to_safe_markdown(body)
    yield "title", f"**Pitfall** — {escaped(body)}  \n2026-03-14 · {escaped(text(random))}"
    yield "link", safe_link(random.choice(_LABELS), random.choice(_TARGETS))


def _note(random: Random) -> Note:
    links = tuple(random.choice((*_TARGETS, text(random))) for _ in range(3))
    content = {
        "id": "aaaaaaaaaa",
        "project": "0123456789abcdef",
        "kind": Kind.PITFALL,
        "title": text(random).replace("\n", " "),
        "body": text(random),
        "links": links,
        "anchors": (Anchor(Clean("pay.py"), Clean("charge"), SymbolKind.FUNCTION),),
        "author": text(random)[:80],
        "origin": Origin.AGENT,
        "created": "2026-03-14T12:00:00Z",
        "status": Status.CONFIRMED,
        "replaces": text(random)[:40],
    }
    return Note(**with_content(content))


def _whereabouts(random: Random) -> Whereabouts:
    name, path = text(random)[:80], f"src/{text(random)[:40]}.py"
    symbol = Symbol(name, SymbolKind.FUNCTION, 0, Span(0, 39), Span(4, 10), 1, 1, 2)
    anchor = Anchor(Clean(path), Clean(text(random)[:80]), SymbolKind.FUNCTION)
    placement = Placement(path, symbol, 1, 2, 0.9, f"renamed from {name}", certain=False)
    return Whereabouts(anchor, placement, State.UNCERTAIN, None)


if __name__ == "__main__":
    json.dump([*rendered(int(sys.argv[1]), int(sys.argv[2]))], sys.stdout)
