"""Hostile note text has no effect wherever it is shown (S16 to S28).

The VS Code extension runs the renderers of real editors over the same corpus.
"""

import json
import re
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
from lsprotocol import types as lsp

from chesterton.lsp.capabilities import Family
from chesterton.lsp.editor import Editor
from chesterton.lsp.features.code_lens import to_code_lens
from chesterton.lsp.transport import dispatch
from chesterton.lsp.transport.message import ProtocolError
from chesterton.memory.drafts.draft_text import draft_of, read_draft
from chesterton.memory.inline_markdown import code_span, escaped, first_in_block, safe_link
from chesterton.memory.markdown import to_safe_markdown
from chesterton.memory.visible_text import literal_icons, literal_links
from chesterton.memory.web_links import is_honest, safe_url
from chesterton.model.errors import UserError
from tests.harness import hostile
from tests.unit.lsp.editing import Running
from tests.unit.lsp.test_markdown import assert_harmless, tokens
from tests.unit.memory import made

SEEDS = (1729, 4104)
ROOT = Path(__file__).resolve().parents[3]
COMMAND_LINK = re.compile(r"\[[^\]]+\]\((?:https?://|command:|file:)", re.IGNORECASE)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_thousand_hostile_texts_do_nothing(seed):
    for each in hostile.rendered(seed, 125):
        for token in tokens(each["markdown"]):
            assert token.type not in {"image", "html_block", "html_inline", "table_open"}, each
            if token.type == "link_open":
                href = token.attrs["href"]
                assert href.startswith(("http://", "https://", "mailto:", hostile.OWN_VIEWS)), each


def test_the_corpus_is_the_same_for_the_same_seed():
    command = (sys.executable, "-m", "tests.harness.hostile", "7", "3")
    written = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    assert json.loads(written.stdout) == [*hostile.rendered(7, 3)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "https://x.example/`![x](https://e.example/p)`",
            "[x.example/](https://x.example/)`![x]`\\(`https://e.example/p)`",
        ),
        ("https://github.com@evil.example/", "`https://github.com@evil.example/`"),
        ("https://github.com%2f@evil.example", "`https://github.com%2f@evil.example`"),
        ("https://g\u0456thub.com/", "`https://g\u0456thub.com/`"),
        ("https://xn--gthub-n4a.com/", "`https://xn--gthub-n4a.com/`"),
        ("https://good.example\\@evil.example", "`https://good.example\\@evil.example`"),
        ("[x](command:y)`z`", "x`z`"),
        ("a.b@[github.com](command:y)", "`a.b@github.com`"),
        ("[> x](command:y)", "\\> x"),
        ("[:-](command:y)", "\\:-"),
        ("- [](command:y)", ""),
        ("ftp://evil.example/x", "`ftp://evil.example/x`"),
        ("see //evil.example/x", "see `//evil.example/x`"),
        ("github.com@evil.example", "`github.com@evil.example`"),
        ("```\n        ```\n```\n![x](y)", "````\n        ```\n````\nx"),
        ("```mermaid\nclick A\n```", "```\nclick A\n```"),
        ("~~~\n```\n~~~", "````\n```\n````"),
        ("a $`b` $ c", "a \\$`b` \\$ c"),
        ("www.<https://a.example>", "www.[a.example](https://a.example)"),
        ("[x](https://a.example/_$*)", "[x](https://a.example/%5F$%2A)"),
        ("*x ``a* `b`", "*x &#96;&#96;a* `b`"),
    ],
)
def test_what_renderers_read_differently_is_written_so_that_they_agree(text, expected):
    assert to_safe_markdown(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "See https://example.org/a_b?c=d#e, then (https://example.org).",
        "https://medium.com/@ana/post and https://docs.python.org/3/library/re.html",
        "Ask ana@example.org or use lodash@4",
        "a // b and a//b, @decorator, x @ y, www",
        "**Never call `charge()` twice**, *ever*",
        "Foo_bar, __all__, a | b || c, 5 $, !x",
        "1. one\n2. two\n   - three",
        "```py\n**kw\n```\n\n```\nplain\n```",
        "[docs](https://example.org/a%20b) and [#7](https://github.com/a/b/issues/7)",
    ],
)
def test_ordinary_notes_are_unchanged(text):
    assert to_safe_markdown(text).replace("`__all__`", "__all__") == text


@pytest.mark.parametrize(
    "url",
    [
        "https://github.com@evil.example",
        "https://user:password@example.org/",
        "https://github.com%2f@evil.example",
        "https://github.com\\@evil.example",
        "https://github.com%00.evil.example",
        "https://g\u0456thub.com",
        "https://github.com\u3002evil.example",
        "https://xn--gthub-n4a.com",
        "https://a.xn--gthub-n4a.com",
        "https:evil.example",
        "https:/evil.example",
        "https:///evil.example",
        "https://[::1]/",
        "https://evil.example:x/",
        "https://evil.example/\u202e",
        "https://evil.example/\n",
        "//evil.example",
        "HTTPS://ana@evil.example",
        "mailto:a@b.example?cc=c@d.example",
        "mailto:a@b.example,c@d.example",
        "mailto:evil.example",
        "ftp://evil.example",
        "data:text/html,x",
        "",
    ],
)
def test_a_diagnostic_never_links_to(url):
    assert safe_url(url.replace("\n", "\nx")) is None


@pytest.mark.parametrize(
    ("label", "target", "expected"),
    [
        ("github.com", "https://github.com/a", True),
        ("docs on github.com", "https://docs.github.com/", True),
        ("docs.python.org/3/library/re.html", "https://docs.python.org/3/library/re.html", True),
        ("#17", "https://evil.example", True),
        ("v1.2.3", "https://evil.example", True),
        ("github.com", "https://evil.example", False),
        ("github.com", "https://github.com.evil.example", False),
        ("https://localhost:80", "https://evil.example", False),
        ("GitHub.com", "https://evil.example", False),
        ("g\u0456thub.com", "https://evil.example", False),
        ("\uff47\uff49thub.com", "https://evil.example", False),
        ("github\u3002com", "https://evil.example", False),
        ("github\\.com", "https://evil.example", False),
        ("192.168.0.1", "https://evil.example", False),
        ("ana@github.com", "mailto:ana@evil.example", False),
        ("evil.example/?https://github.com", "https://evil.example/?https://github.com", False),
    ],
)
def test_a_label_names_no_other_host(label, target, expected):
    assert is_honest(label, target) is expected
    rendered = safe_link(label, target)
    assert rendered.startswith("[") is expected
    assert_harmless(rendered)


@pytest.mark.parametrize("text", ["< `a>b*`", "< __a__", "<< ana.b@example.org", "< //x.example"])
def test_a_title_with_code_has_no_angle_bracket(text):
    """marked masks `<...>` before it looks for code, and then takes the rest of it for text."""
    assert not re.sub(r"`[^`]*`", "", escaped(text)).startswith("<")


def test_code_is_never_ended_by_its_content():
    assert code_span("a`b``c") == "`a`&#96;`b`&#96;&#96;`c`"
    assert code_span("a\nb\u202e") == "`a b\\u202e`"


@pytest.mark.parametrize("line", ["> x", "# x", "- x", "12. x", "+", "---", ":-|", "   * x"])
def test_a_line_begins_no_block(line):
    kinds = {each.type for each in tokens(f"above\n\n{first_in_block(escaped(line))}")}
    assert kinds <= {"paragraph_open", "paragraph_close", "inline", "text", "text_special"}


@pytest.mark.parametrize("icon", ["$(zap)", "$(sync~spin)", "a $(git-branch) b", "\\$(x)"])
def test_a_label_draws_no_icon(icon):
    assert not re.search(r"(?<!\\)\$\([a-z~-]+\)", literal_icons(icon))
    assert literal_icons("$(pwd -P) and $5 (x)") == "$(pwd -P) and $5 (x)"


async def test_a_lens_in_vs_code_draws_no_icon(project):
    project.note("pay.py", "refund", "Uses $(zap)")
    for family, title in ((Family.VSCODE, "Uses \\$(zap)"), (Family.HELIX, "Uses $(zap)")):
        running = Running(project, family=family)
        document = await running.shown()
        snapshot = running.session.snapshot(document)
        lenses = [to_code_lens(lens, snapshot) for lens in running.lenses(document)]
        assert f"Pitfall: {title}" in [lens.command.title for lens in lenses]
        await running.session.end()


@pytest.mark.parametrize(
    "path",
    [
        "a\nid: bbbbbbbbbb",
        "a\n---\nAnother title",
        "a\r\nlinks: https://evil.example",
        "a\u2028kind: debt",
        "a\n- [x] Pitfall: y <!-- bbbbbbbbbb -->",
    ],
)
def test_the_name_of_a_file_is_one_line_of_a_draft(path):
    draft = draft_of(made.note("Three", body="Because."), [path])
    fields = read_draft(draft)
    assert (fields.content.title, fields.content.body) == ("Three", "Because.")
    assert fields.content.links == ()
    assert not re.search(r"^- \[x\]|^id: b", draft, re.MULTILINE)


class Wire:
    def __init__(self):
        self.shown = []

    def notify(self, method, params=None):
        assert method == lsp.WINDOW_SHOW_MESSAGE
        self.shown.append(params.message)


@pytest.mark.parametrize("seed", range(5))
def test_a_message_has_no_link_and_no_control_character(seed):
    wire, text = Wire(), hostile.text(Random(seed))
    live = f"{text} [x](command:workbench.action.quit) \x1b[2J\u202e"
    Editor(wire).show_message(f"Remembered: {live}")
    with pytest.raises(ProtocolError) as refused:
        dispatch.call("x", _refuse, live)
    for shown in (*wire.shown, refused.value.message, literal_links(live)):
        assert not COMMAND_LINK.search(shown)
        assert "\x1b" not in shown
        assert "\u202e" not in shown


def _refuse(text):
    raise UserError(text, "check it")
