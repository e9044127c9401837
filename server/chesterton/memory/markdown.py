"""Renders untrusted note bodies as Markdown that looks the same in every renderer.

The text is parsed and re-serialised. Emphasis, code, lists, and http, https and mailto links are
kept; images, HTML tags, VS Code icons such as `$(zap)`, headings, tables and other links become
literal text.
"""

import re
from collections.abc import Callable, Iterable, Iterator

from chesterton.memory.inline_markdown import (
    BEGINNING,
    RULE,
    first_in_block,
    inline,
    joined,
    plain_inline,
    signs_of,
)
from chesterton.memory.visible_text import visible

SIZE_LIMIT = 8 * 1024
"""Maximum length of note text, in characters; the rest is cut off."""

LINE_LIMIT = 60

_TICKS = re.compile(r"`+")
_FENCE = re.compile(r"\s{0,3}(?P<fence>`{3,}|~{3,})\s*(?P<language>[A-Za-z0-9_+#-]{0,20})[^`]*\Z")
_LANGUAGE = re.compile(
    r"bash|c|c#|c\+\+|cpp|cs|csharp|css|dart|diff|dockerfile|elixir|erlang|go|graphql|h|haskell|hcl"
    r"|hpp|html|ini|java|javascript|js|json|jsonc|jsx|kotlin|kt|lua|make|makefile|markdown|md|nix"
    r"|objc|ocaml|patch|perl|php|powershell|properties|proto|ps1|py|python|r|rb|rs|ruby|rust|scala"
    r"|sh|shell|sql|swift|terraform|text|tf|toml|ts|tsx|txt|typescript|vim|vue|xml|yaml|yml|zig"
    r"|zsh|console",
    re.IGNORECASE,
)
"""Languages of code blocks. Others are dropped, because a preview may run them as a diagram."""

_CLOSING = re.compile(r"\s+#+\s*\Z")
_INDENT_LIMIT = 4


def to_safe_markdown(text: str, size: int = SIZE_LIMIT, lines: int = LINE_LIMIT) -> str:
    """The body of a note as inert Markdown, truncated at these limits."""
    text = text[:size]
    signs = signs_of(text)

    def safe(line: str) -> str:
        return first_in_block(joined(inline(line, signs)).strip())

    return "\n".join(_blocks(text, safe, _fenced, lines))


def to_plain_text(text: str) -> str:
    """The body of a note without Markdown syntax."""
    lines = _blocks(text[:SIZE_LIMIT], plain_inline, lambda code, _language: code, LINE_LIMIT)
    return "\n".join(lines)


def code_block(lines: list[str], language: str) -> list[str]:
    """A code block whose fence is longer than any in the lines, so that they cannot close it."""
    runs = (len(run) for line in lines for run in _TICKS.findall(line))
    fence = "`" * max(3, max(runs, default=0) + 1)
    return [f"{fence}{language}", *lines, fence]


def quoted(lines: Iterable[str]) -> list[str]:
    """A block quote of lines from `to_safe_markdown`, clearly set off from the surrounding text."""
    return [f"> {line}" if line else ">" for line in lines]


def _fenced(lines: list[str], language: str) -> list[str]:
    return code_block(lines, language if _LANGUAGE.fullmatch(language) else "")


def _blocks(
    text: str,
    in_line: Callable[[str], str],
    fenced: Callable[[list[str], str], list[str]],
    most: int,
) -> Iterator[str]:
    """The lines, with code blocks re-serialised and block syntax other than lists removed."""
    lines = iter(visible(text.replace("\r\n", "\n")).split("\n")[:most])
    for line in lines:
        opened = _FENCE.match(line)
        if opened is None:
            yield _line(line, in_line)
            continue
        fence = opened["fence"]
        closing = re.compile(rf" {{0,3}}{fence}{fence[0]}*\s*\Z")
        code: list[str] = []
        for each in lines:
            if closing.match(each):
                break
            code.append(each)
        yield from fenced(code, opened["language"])


def _line(line: str, in_line: Callable[[str], str]) -> str:
    """One line of text or one list item."""
    start, item = 0, ""
    while found := BEGINNING.match(line, start):
        if found["mark"] and not item:
            indent = line[: found.start("mark")].expandtabs(2)
            item = f"{indent[:_INDENT_LIMIT] if indent.isspace() else ''}{found['mark']} "
        start = found.end()
    rest = line[start:].strip()
    if "#" in line[:start]:
        rest = _CLOSING.sub("", rest)
    shown = "" if RULE.match(rest) else in_line(rest)
    return f"{item}{shown}" if shown else ""
