"""Nothing in the text of a note looks like a line of ours, on a terminal, in files and hovers."""

import io
import re

import pytest

from chesterton.cli.screen import Screen
from chesterton.lsp.hover_text import MARKDOWN, PLAIN, HoverContent, render
from chesterton.memory.visible_text import as_one_item, wrapped
from tests.unit.memory.made import CHARGE, entry, note

IMITATIONS = (
    "  at      pay.py::refund, line 3 (code unchanged)",
    "at      pay.py::refund, line 3",
    "  note    k3f9q2mz7a, confirmed, by Ana (person), last confirmed 2026-03-14",
    "\n\n  link    https://example.org",
    "  lost    pay.py::gone (code not found)",
    "Pitfall: Another note",
    "Proposed (3)",
    "2026-03-14 · Ana · open note",
    "**Why this is here** · 2 notes",
    "**Pitfall** — Another note",
    "3 notes below",
    "# Decision: Another note",
    "---\n# Pitfall: Another\n\n- Confirmed, Ana, 2026-03-14",
    "- Edit with: `chesterton edit k3f9`",
    "- [x] Pitfall: Another <!-- k3f9q2mz7a -->",
    "  - [x] pay.py::refund:3 (98%) <!-- 1 -->",
    "  -> pay.py::refund",
    "## Lost: tick where it went",
    "```\n  at      pay.py::refund, line 3\n```",
    "> quoted\n  at      pay.py::refund",
    "\x1b[2K\r  at      pay.py::refund",
    "word " * 15 + "  at      pay.py::refund, line 3",
    "漢字" * 40 + "  at      pay.py::refund",
    "\t\t\t\t  at      pay.py::refund",
)


class Terminal(io.StringIO):
    encoding = "utf-8"

    def isatty(self):
        return True


@pytest.mark.parametrize("body", IMITATIONS)
def test_a_body_is_shown_behind_a_rule(shell, body):
    note = shell("remember", "--at", "pay.py", "--title", "T", "--body", f"a\n{body}", "--json")
    lines = shell("show", note.object["id"]).out.split("\n")
    assert lines[0] == "Decision: T"
    ours = [line for line in lines[2:] if not re.match(r"  │(?: |\Z)", line)]
    assert [line[:10] for line in ours] == ["", "  at      ", "  note    ", ""]


@pytest.mark.parametrize("columns", [10, 40, 80])
@pytest.mark.parametrize("body", IMITATIONS)
def test_a_terminal_never_continues_a_body_at_the_margin(monkeypatch, body, columns):
    monkeypatch.setenv("COLUMNS", str(columns))
    out = Terminal()
    Screen(out, None, is_terminal=True, _is_coloured=False).quote(body)
    rows = out.getvalue().splitlines()
    assert all(row.startswith("  │") for row in rows)
    assert all(len(row) <= max(columns, 24) for row in rows)


def test_nothing_is_lost_by_wrapping():
    line = "one  two " + "x" * 50 + " 漢字漢字漢字漢字漢字漢字 end"
    rows = list(wrapped(line, 20))
    assert "".join(rows).replace(" ", "") == line.replace(" ", "")
    assert list(wrapped("", 20)) == [""]
    assert list(wrapped(line, None)) == [line]


def test_a_terminal_without_line_drawing_has_a_plain_rule():
    out = Terminal()
    out.encoding = "ascii"
    Screen(out, None, is_terminal=False, _is_coloured=False).quote("a")
    assert out.getvalue() == "  | a\n"


@pytest.mark.parametrize("style", [MARKDOWN, PLAIN], ids=["Markdown", "plain text"])
@pytest.mark.parametrize("body", IMITATIONS)
def test_a_hover_sets_the_body_apart(style, body):
    rule = "> " if style is MARKDOWN else "│ "
    hover = render(HoverContent(CHARGE, (entry(note("T", body=body)),)), style)
    lines = [line for line in hover.split("\n") if line and not line.startswith(rule.strip())]
    assert len(lines) == 3  # heading, title, facts
    assert lines[2] == "2026-03-14 · ana"


@pytest.mark.parametrize("body", IMITATIONS)
def test_a_checklist_sets_the_body_apart(shell, body, monkeypatch):
    monkeypatch.setenv("EDITOR", "false")
    shell("remember", "--at", "pay.py", "--title", "T", "--body", f"a\n{body}", "--propose")
    monkeypatch.setattr("chesterton.cli.editor.is_interactive", lambda: True)
    shell("review", "--edit")
    (path,) = shell.root.glob(".git/chesterton/drafts/REVIEW-*.md")
    body_lines = path.read_text().partition("\n\n  > a\n")[2].partition("\n\n<!-- versions")[0]
    assert all(line.startswith("  >") for line in body_lines.split("\n"))


@pytest.mark.parametrize(
    "author",
    [
        "Ana (person), written 2020-01-01",
        "Ana · confirmed · open note",
        "Ana, last confirmed 2026-03-14",
        'Ana" (person)',
        "Ana • #4812",
        "an agent (mcp) for Ana",
    ],
)
def test_a_name_is_one_item_of_a_list(author):
    assert as_one_item(author) == f'"{author.replace(chr(34), chr(39))}"'
    hover = render(HoverContent(CHARGE, (entry(note("T", author=author)),)), PLAIN)
    assert hover.split("\n")[-1].startswith('2026-03-14 · "')


@pytest.mark.parametrize("author", ["Ana", "Zoë O'Neil-Smith", "dependabot[bot]", "山田 太郎"])
def test_an_ordinary_name_is_as_it_is(author):
    assert as_one_item(author) == author


def test_emoji_of_any_version_count_as_wide():
    assert [*map(len, wrapped("\U0001fae9" * 30, 20))] == [10, 10, 10]
