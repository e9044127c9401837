"""Hostile note text is shown literally and has no effect (S16 to S23)."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from chesterton.memory.inline_markdown import escaped, safe_link
from chesterton.memory.markdown import to_plain_text, to_safe_markdown
from chesterton.model.hidden_characters import visible

HOSTILE = {
    "command": "[click](command:workbench.action.terminal.sendSequence?%7B%7D)",
    "command in angle brackets": "[click](<command:x>)",
    "command with a title": '[click](command:x "a title")',
    "command after an entity": "&#91;click&#93;(command:x)",
    "command after a backslash": "\\[click](command:x) \\\\[click](command:x)",
    "command by reference": "[click][1]\n\n[1]: command:x",
    "command in an autolink": "<command:x> <javascript:alert(1)>",
    "command in a nested link": "[a [b](command:x) c](command:y)",
    "command over lines": "[click](\ncommand:x\n)",
    "command in upper case": "[click](COMMAND:x) [click](JaVaScRiPt:x)",
    "command with white space": "[click]( command:x ) [click](java\tscript:x)",
    "command with a hidden letter": "[click](com\u200bmand:x)",
    "script": "[x](javascript:alert(1)) [x](vbscript:x)",
    "data": "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "file": "[x](file:///etc/passwd) [x](file://host/share)",
    "other programs": "[x](vscode://file/etc) [x](vscode-insiders:x) [x](ssh://h) [x](jdt://x)",
    "share": "[x](\\\\host\\share) [x](//host/share)",
    "image": "![x](https://evil.example/p.png?d=1)",
    "image by reference": "![x][1]\n\n[1]: https://evil.example/p.png",
    "image by its own name": "![x]\n\n[x]: https://evil.example/p.png",
    "image in a link": "[![x](https://evil.example/p.png)](https://evil.example)",
    "image in an image": "![![a](https://e.example/a)](https://e.example/b)",
    "image of data": "![x](data:image/svg+xml,%3Csvg%3E)",
    "image after a sign": "!![x](https://e.example/p) \\![x](https://e.example/p)",
    "tag": "<img src=https://evil.example/p.png> <script>alert(1)</script>",
    "tag with an event": "<img onerror=alert(1)> <iframe src=x> <svg/onload=x>",
    "tag that is cut": "<img src=x <a href='javascript:x'>y</a",
    "comment": "<!-- <img src=x> --> <![CDATA[<b>]]> <?php ?>",
    "icon": "$(zap) $(trash~spin) \\$(zap)",
    "heading": "# One\nTwo\n===\nThree\n---\n###### Six ######",
    "table": "|a|b|\n|-|-|\n|c|d|",
    "quote": "> > > > one\n>two",
    "list": "- - - - - one\n1. 1. 1. two\n" + "  " * 40 + "- deep",
    "code that does not end": "```py\nretry()\n[x](command:x)",
    "code that ends the hover": "~~~\n```\n~~~~\n[x](command:x)",
    "code in a line": "`` ` `` `[x](command:x)` `not ended [x](command:x)",
    "code with a tag as its language": '```"><img src=x>\nx\n```',
    "direction": "\u202egnp.exe\u202c \u2066x\u2069 \u200f",
    "controls": "a\x00b\x1b[2Jc\x07\x9b1m",
    "terminal link": "\x1b]8;;https://evil.example\x07x\x1b]8;;\x07",
    "footnote": "[^1]\n\n[^1]: x",
    "host": "[github.com/shop](https://evil.example/shop)",
    "user in a host": "[github.com](https://github.com@evil.example/)",
    "unicode host": "[x](https://\u0435vil.example/)",
}
_COMMONMARK = MarkdownIt("gfm-like", {"linkify": False, "html": True})
_LOCAL = re.compile(r"^(?:https?|mailto):", re.IGNORECASE)


def tokens(markdown):
    """All tokens of a Markdown renderer, including nested ones."""
    found = []
    for token in _COMMONMARK.parse(markdown):
        found += [token, *(token.children or ())]
    return found


def assert_harmless(markdown):
    for token in tokens(markdown):
        assert token.type not in {"image", "html_block", "html_inline", "table_open"}, token
        assert token.type != "heading_open", token
        if token.type == "link_open":
            assert _LOCAL.match(token.attrs["href"]), token


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_does_nothing(text):
    assert_harmless(to_safe_markdown(text))
    assert_harmless(
        f"**Pitfall** — {escaped(text)}  \n{to_safe_markdown(text)}\n\nmore [a](https://b.c)"
    )


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_leaves_what_follows_alone(text):
    """An open fence or list must not swallow the next note."""
    after = tokens(f"{to_safe_markdown(text)}\n\n**Decision** — Keep *it*")
    assert [each.type for each in after if each.type == "strong_open"]


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_title_is_shown_exactly_as_it_is(text):
    found = tokens(f"**Pitfall** — {escaped(text)}")
    assert {each.type for each in found} <= _PLAIN
    shown = "".join(each.content for each in found if each.type in _SHOWN)
    assert shown == f"Pitfall — {_without_ticks(visible(' '.join(text.split())))}"


def _without_ticks(text):
    """The rendered text: without backticks around code and the padding inside them."""

    def shown(code):
        is_spaced = code[2].startswith(" ") and code[2].endswith(" ") and code[2].strip()
        return code[2][1:-1] if is_spaced else code[2]

    return re.sub(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)", shown, text)


_PLAIN = {
    *("paragraph_open", "paragraph_close", "inline", "text", "text_special"),
    *("strong_open", "strong_close", "code_inline"),
}
_SHOWN = {"text", "text_special", "code_inline"}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("`payment_id`, not the user", "`payment_id`, not the user"),
        ("Vec[0] and _current | a * b < c ~ d", "Vec[0] and _current | a * b < c ~ d"),
        ("__init__ stays", "`__init__` stays"),
        ("_so_ it is", r"\_so\_ it is"),
        ("a *must* b", r"a \*must\* b"),
    ],
)
def test_a_title_is_escaped_only_where_markdown_would_interpret_it(text, shown):
    assert escaped(text) == shown


@given(st.text(alphabet="[]()!<>`*_~#-=|\\&;:$ \nacx/.@\u202e", max_size=120))
def test_no_mixture_of_special_characters_has_an_effect(text):
    assert_harmless(to_safe_markdown(text))


@given(st.text(max_size=200))
def test_any_text_has_a_safe_and_a_plain_form(text):
    assert_harmless(to_safe_markdown(text))
    to_plain_text(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Use *this*, not **that**.", "Use *this*, not **that**."),
        ("`charge()` and `a|b`", "`charge()` and `a|b`"),
        ("See [the page](https://example.org/a_b).", "See [the page](https://example.org/a_b)."),
        ("[mail](mailto:ana@example.org)", "[mail](mailto:ana@example.org)"),
        ("- one\n- two", "- one\n- two"),
        ("1. one\n2. two", "1. one\n2. two"),
        ("```py\nif a < b:\n    go()\n```", "```py\nif a < b:\n    go()\n```"),
        ("payment_id, not user_id", "payment_id, not user_id"),
        ("# Why\nBecause.", "Why\nBecause."),
        (
            "See [github.com/shop](https://evil.example/shop).",
            "See github.com/shop ([evil.example](https://evil.example/shop)).",
        ),
        ("a < b & c > d", "a &lt; b & c > d"),
    ],
)
def test_harmless_markdown_is_kept(text, expected):
    assert to_safe_markdown(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Use *this*, not **that**, `code`.", "Use this, not that, code."),
        ("[the page](https://example.org)", "the page (https://example.org)"),
        ("[click](command:x) ![x](https://e.example/p)", "click x (https://e.example/p)"),
        ("# Why\n> because\n```py\nx = 1\n```", "Why\nbecause\nx = 1"),
        ("payment_id * user_id * 2", "payment_id * user_id * 2"),
        ("<b>x</b> $(zap)", "<b>x</b> $(zap)"),
        ("https://example.org/a_b_c_d", "https://example.org/a_b_c_d"),
    ],
)
def test_the_plain_form_has_no_markdown_syntax(text, expected):
    assert to_plain_text(text) == expected


@pytest.mark.parametrize(
    ("label", "url", "expected"),
    [
        ("#17", "https://github.com/a/b/pull/17", "[#17](https://github.com/a/b/pull/17)"),
        ("a]b", "https://e.org/)x", "[a\\]b](https://e.org/%29x)"),
        ("x", "command:x", "x"),
        ("x", "https:///nohost", "x"),
        ("x", "http://[broken", "x"),
        ("x", "https://e.org/\u202e", "x"),
        ("x", "https://e.org/" + "a" * 600, "x"),
    ],
)
def test_a_link_has_a_harmless_target_or_none(label, url, expected):
    assert safe_link(label, url) == expected


@pytest.mark.parametrize(
    "piece",
    [
        "[",
        "`",
        "![](",
        "- ",
        ">",
        "[a](",
        "*",
        "_a",
        "[[a](b",
        "((",
        "[a\\",
        "x",
        "<",
        "$(",
        "|",
        "# ",
        "# > ",
    ],
)
def test_no_text_takes_long(piece):
    began = time.process_time()
    to_safe_markdown(piece * (1_000_000 // len(piece)))
    to_plain_text(piece * 10_000)
    assert time.process_time() - began < 0.5
