"""Sanitises note text, which is untrusted, into Markdown that is safe to show in a hover.

Emphasis, code, lists, and http, https and mailto links are kept. Everything else is escaped:
images, HTML tags, icons, headings, tables, and links that run a command or open a program.
"""

import re
from collections.abc import Callable, Iterator
from urllib.parse import quote, urlsplit

from chesterton.memory.visible_text import visible

SIZE_LIMIT = 8 * 1024
"""Maximum length of note text, in characters; the rest is cut off."""

LINE_LIMIT = 60

_SCHEMES = frozenset({"http", "https", "mailto"})
_URL_CHARACTERS = "/:?#@!$&'*+,;=-._~%"
_LONGEST_URL = 500

_CODE = r"(?P<ticks>`+)(?!`)(?P<code>.+?)(?<!`)(?P=ticks)(?!`)"
_LABEL = r"\[(?P<label>(?:[^\[\]\\]|\\.|\[[^\[\]]{0,300}\](?:\([^()]{0,500}\))?){0,300})\]"
_TARGET = (
    r"\(\s*<?(?P<target>[^\s<>()]{0,600}(?:\([^\s()]{0,200}\)[^\s<>()]{0,200})?)>?[^()]{0,200}\)"
)
_INLINE = re.compile(rf"{_CODE}|(?P<image>!?){_LABEL}{_TARGET}", re.DOTALL)
_BARE_URL = re.compile(r"https?://[^\s<>\[\]()`\"']+")
_ANY = re.compile(
    rf"{_CODE}|(?P<image>!?){_LABEL}{_TARGET}|(?P<url>{_BARE_URL.pattern})", re.DOTALL
)

_FENCE = re.compile(r"^\s{0,3}(?P<fence>`{3,}|~{3,})\s*(?P<language>[\w+#-]{0,20})[^`]*$")
_BEGINNING = re.compile(r"\s*(?:>|#{1,6}(?=\s|\Z)|(?P<mark>[-*+]|\d{1,9}[.)])(?=\s|\Z))")
"""Markers that turn the rest of the line into a quote, a heading or a list item."""

_CLOSING = re.compile(r"\s+#+\s*\Z")
_RULE = re.compile(r"\s*[-=*_+~][-=*_+~\s]*\Z")
_INDENT_LIMIT = 4

_SIGNS = re.compile(r"\\(?=[!-/:-@\[-`{-~]|\Z)|!\Z|[`\[\]<|~]|\$(?=\()|&(?=#?\w{1,32};)")
_EMPHASIS = re.compile(r"\*|(?<![^\W_])_|_(?![^\W_])")
_ALWAYS = r"\\(?=[!-/:-@\[-`{-~]|\Z)|!\Z|`|<(?=[A-Za-z/!?])|\$(?=\()|&(?=#?\w{1,32};)"
_OPENING = re.compile(r"(?<![^\W_])_")
_ENDING = re.compile(r"_(?![^\W_])")
_NAMED = re.compile(rf"{_CODE}|(?<![\w`\\])__\w+__(?![\w`])")
_DOMAIN = re.compile(r"\b(?:[a-z0-9-]+\.)+[a-z]{2,}\b", re.IGNORECASE)

_PLAIN_EMPHASIS = re.compile(r"(?<![\w*_])(\*{1,3}|_{1,3})(?=\S)(.+?)(?<=\S)\1(?![\w*_])")


def to_safe_markdown(text: str) -> str:
    """The body of a note as inert Markdown."""
    return "\n".join(_blocks(text, _safe_inline, keeps_fences=True))


def to_plain_text(text: str) -> str:
    """The body of a note without Markdown syntax."""
    return "\n".join(_blocks(text, _plain_inline, keeps_fences=False))


def escaped(text: str) -> str:
    """One line of literal text; only code in backticks is formatted.

    Characters are escaped only where they are syntax, because some editors show the backslash.
    """
    line = visible(" ".join(text.split()))
    signs = _needed(_NAMED.sub("", line))
    return _outside(line, _NAMED, _as_code, lambda rest: signs.sub(_escape, rest))


def _as_code(found: re.Match[str]) -> str:
    """Code unchanged; `__name__` is turned into code, which needs no escaping."""
    return found.group() if found["code"] is not None else f"`{found.group()}`"


def _needed(bare: str) -> re.Pattern[str]:
    """The characters that need escaping in a line with this text outside of code."""
    signs = [_ALWAYS]
    if "](" in bare or "][" in bare or "]:" in bare:
        signs.append(r"[\[\]]")
    if bare.count("*") > 1:
        signs.append(r"\*")
    if bare.count("~") > 1:
        signs.append("~")
    if _OPENING.search(bare) and _ENDING.search(bare):
        signs += [_OPENING.pattern, _ENDING.pattern]
    return re.compile("|".join(signs))


def _label(text: str) -> str:
    """One line of text, escaped for a link label."""
    line = visible(" ".join(text.split()))
    return _EMPHASIS.sub(lambda sign: f"\\{sign.group()}", _SIGNS.sub(_escape, line))


def safe_link(label: str, url: str) -> str:
    """A link if its target is safe, else the label; the host is added to a misleading label."""
    target = safe_url(url)
    if target is None:
        return escaped(label)
    shown = _label(label) or _label(target)
    host = _misled_host(label, target)
    return f"[{shown}]({target}){f' ({escaped(host)})' if host else ''}"


def safe_url(url: str) -> str | None:
    """The URL, quoted for a link, if it is http, https or mailto and has a host; else None."""
    url = url.strip()
    if len(url) > _LONGEST_URL or visible(url) != url:
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme.lower() not in _SCHEMES or "\\" in url:
        return None
    if parts.scheme.lower() == "mailto":
        return quote(url, safe=_URL_CHARACTERS) if "@" in parts.path else None
    return quote(url, safe=_URL_CHARACTERS) if host else None


def _blocks(text: str, inline: Callable[[str], str], *, keeps_fences: bool) -> Iterator[str]:
    """The lines, with fences balanced and block syntax other than lists removed."""
    lines = visible(text[:SIZE_LIMIT].replace("\r\n", "\n")).split("\n")[:LINE_LIMIT]
    fence = ""
    for line in lines:
        opened = _FENCE.match(line)
        if fence:
            is_end = line.strip().startswith(fence) and not line.strip().strip(fence[0])
            fence = "" if is_end else fence
            if keeps_fences or not is_end:
                yield line
        elif opened:
            fence = opened["fence"]
            if keeps_fences:
                yield f"{fence}{opened['language']}"
        else:
            yield _line(line, inline)
    if fence and keeps_fences:
        yield fence


def _line(line: str, inline: Callable[[str], str]) -> str:
    """One line of text or one list item."""
    start, item = 0, ""
    while found := _BEGINNING.match(line, start):
        if found["mark"] and not item:
            indent = line[: found.start("mark")].expandtabs(2)
            item = f"{indent[:_INDENT_LIMIT] if indent.isspace() else ''}{found['mark']} "
        start = found.end()
    rest = line[start:].strip()
    if "#" in line[:start]:
        rest = _CLOSING.sub("", rest)
    return "" if not rest or _RULE.match(rest) else f"{item}{inline(rest)}"


def _safe_inline(text: str) -> str:
    """Links, code and emphasis kept, images turned into links, everything else escaped."""

    def replaced(found: re.Match[str]) -> str:
        if found["code"] is not None:
            return f"{found['ticks']}{found['code']}{found['ticks']}"
        return safe_link(_without_links(found["label"]), found["target"])

    return _outside(text, _INLINE, replaced, lambda rest: _SIGNS.sub(_escape, rest))


def _plain_inline(text: str) -> str:
    def replaced(found: re.Match[str]) -> str:
        if found["code"] is not None:
            return found["code"]
        if found["url"] is not None:
            return found["url"]
        label, target = _without_links(found["label"]), safe_url(found["target"])
        return f"{label} ({target})" if target and target != label else label

    def plain(rest: str) -> str:
        return _PLAIN_EMPHASIS.sub(r"\2", rest)

    return _outside(text, _ANY, replaced, plain)


def _outside(
    text: str,
    pattern: re.Pattern[str],
    replaced: Callable[[re.Match[str]], str],
    rest: Callable[[str], str],
) -> str:
    """Applies `replaced` to the matches of the pattern and `rest` to the text between them."""
    parts: list[str] = []
    end = 0
    for found in pattern.finditer(text):
        parts += (rest(text[end : found.start()]), replaced(found))
        end = found.end()
    return "".join((*parts, rest(text[end:])))


def _without_links(label: str) -> str:
    """The text of a label; nested links and images are replaced by their labels."""
    return _INLINE.sub(lambda found: found["code"] or found["label"] or "", label)


def _misled_host(label: str, target: str) -> str | None:
    """The link's host, if its label names a different one."""
    host = (urlsplit(target).hostname or "").lower()
    named = {name.lower() for name in _DOMAIN.findall(label)}
    is_honest = all(host == name or host.endswith(f".{name}") for name in named)
    return host if named and host and not is_honest else None


def _escape(found: re.Match[str]) -> str:
    sign = found.group()
    return {"<": "&lt;", "&": "&amp;"}.get(sign, f"\\{sign}")
