"""Renders one line of untrusted note text as Markdown or as plain text.

The line is parsed into code, links and URLs, and re-serialised; all other syntax except emphasis is
escaped. Renderers disagree on where a bare URL ends, so text that any of them might treat as a link
is written as code unless all of them agree.
"""

import re
from collections.abc import Iterable, Iterator

from chesterton.memory.visible_text import one_line
from chesterton.memory.web_links import host_of, is_honest, safe_url

_LONGEST_LINE = 8 * 1024
"""Maximum length of a line in which links are rendered, in characters."""

_CODE = r"(?<!`)(?P<ticks>`+)(?!`)(?P<code>.+?)(?<!`)(?P=ticks)(?!`)"
_LABEL = r"\[(?P<label>(?:[^\[\]\\]|\\.|\[[^\[\]]{0,300}\](?:\([^()]{0,500}\))?){0,300})\]"
_TARGET = (
    r"\(\s*<?(?P<target>[^\s<>()]{0,600}(?:\([^\s()]{0,200}\)[^\s<>()]{0,200})?)>?[^()]{0,200}\)"
)
_INLINE = re.compile(rf"{_CODE}|(?P<image>!?){_LABEL}{_TARGET}", re.DOTALL)
_CODE_SPAN = re.compile(_CODE)
_NAMED = re.compile(rf"{_CODE}|(?<![\w`\\])__\w+__(?![\w`])")
_UNPAIRED = re.compile(r"`|(?<=\])\(")
_WORD = re.compile(r"\S+")

BEGINNING = re.compile(r"\s*(?:>|#{1,6}(?=\s|\Z)|(?P<mark>[-*+]|\d{1,9}[.)])(?=\s|\Z))")
"""Markers that turn the rest of the line into a quote, a heading or a list item."""

RULE = re.compile(r"\s*[-=*_+~|:][-=*_+~|:\s]*\Z")
"""Thematic breaks, heading underlines, and the delimiter rows of tables."""

_ALWAYS = r"\\(?=[!-/:-@\[-`{-~]|\Z)|`|(?<=\])\(|\$(?=\()|&(?=#?\w{1,32};)"
_SIGNS = rf"{_ALWAYS}|[\[\]<~]"
_EMPHASIS = re.compile(r"\*|(?<![^\W_])_|_(?![^\W_])")
_BODY_SIGNS = re.compile(_SIGNS)
_MATH_SIGNS = re.compile(rf"{_SIGNS}|\$")
_LABEL_SIGNS = re.compile(rf"{_SIGNS}|:(?=//)")
_TAG = r"<(?=[A-Za-z/!?]|\Z)"
_SUBSCRIPT = re.compile(r"(?<!!)\[[^\[\]`]*\](?![\[(:])")
"""Brackets that no renderer treats as part of a link."""

_OPENING = re.compile(r"(?<![^\W_])_")
_ENDING = re.compile(r"_(?![^\W_])")
_DELIMITER = re.compile(r"(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])")
"""Positions in a link target at which the renderer `marked` might end emphasis."""

_PLAIN_EMPHASIS = re.compile(r"(?<![\w*_])(\*{1,3}|_{1,3})(?=\S)(.+?)(?<=\S)\1(?![\w*_])")

_BARE_URL = re.compile(
    r"<(?P<angled>(?:https?://|www\.)[^\s<>]{1,600})>"
    r"|(?<![!-~])(?P<lead>[\"'(*_~,;=>|]{0,5})(?P<url>(?:https?://|www\.)[\w\-.~:/?#@!$&'()*+,;=%]{1,600})",
    re.IGNORECASE | re.ASCII,
)
_AGREED_URL = re.compile(r"(?:(?!~~|&#?\w+;)[\w\-.~:/?#@+,;=&])+", re.ASCII)
"""URLs that no renderer decodes or formats."""

_AGREED_END = re.compile(r"[.,;:!?'\")]*(?:(\s)|\Z)")
"""The characters at which every renderer ends a bare URL."""

_MAYBE_LINKED = re.compile(
    r"(?<=\S)@(?=\S)|//(?=\S|\Z)|www\.(?=\S)"
    r"|[^\W\x00-\x7f][\w.-]{0,100}\.(?:[a-z]{2,}|\u0440\u0444)(?!\w)",
    re.IGNORECASE,
)
"""Matches in any text that some renderer turns into a link, except plain ASCII domains."""

_UNMISTAKABLE = re.compile(
    r"[\w+-]+@(?:(?:[a-z0-9-]+\.)+[a-z]{2,}|[\w-]+)"  # an address, or a package's version
    r"|(?!\S*localhost)[^\s.:@]*//[^\s.:@]*",  # a division or a comment
    re.IGNORECASE | re.ASCII,
)


def escaped(text: str) -> str:
    """One line of literal text; only code in backticks and bare URLs are formatted.

    Characters are escaped only where they are syntax, because some editors show the backslash.
    """
    line = one_line(text)
    return joined(_text(line, _NAMED, _needed(line), ends_line=True))


def safe_link(label: str, url: str) -> str:
    """A link if its target is safe, else the label; a misleading label is kept beside the link."""
    before, link, after = _link(label, url)
    text = _text(one_line(before), _NAMED, _LABEL_SIGNS, ends_line=False)
    return joined([*text, " " if before[-2:] == " (" else "", link, after])


def code_span(text: str) -> str:
    """One line of text as inline code."""
    return _code(one_line(text))


def _code(text: str) -> str:
    """Text as code, with unpaired backticks and `](` escaped outside it: see `beside_code`."""
    if "`" in text and text.startswith(" ") and text.endswith(" "):
        text = text[1:-1]  # the padding of code that begins or ends with a backtick
    code, end = "", 0
    for found in _UNPAIRED.finditer(text):
        code += _ticked(text[end : found.start()]) + _escape(found)
        end = found.end()
    return code + _ticked(text[end:])


def _ticked(code: str) -> str:
    return f"`{code}`" if code.strip() else code


def first_in_block(line: str) -> str:
    """A line of literal text that does not start a list, heading, quote or rule."""
    if found := BEGINNING.match(line):
        return f"{line[: found.end() - 1]}\\{line[found.end() - 1 :]}"
    return f"\\{line}" if RULE.match(line) else line


def beside_code(line: str) -> str:
    """A line from `escaped`, for a paragraph with code on other lines.

    The renderer `marked` looks for the end of emphasis before it recognises code, and mistakes code
    for text if backticks, `](` or angle brackets before it are unpaired. So these are never
    literal.
    """
    return line if "`" in line else line.replace("<", "&lt;")


def inline(line: str, signs: re.Pattern[str]) -> Iterator[str]:
    """Links, code and emphasis are kept, images become links, everything else is literal."""
    text = ""
    for rest, found in _split(line, _INLINE if len(line) <= _LONGEST_LINE else _CODE_SPAN):
        text += rest
        if found is None:
            continue
        if found["code"] is not None:
            before, live, after = "", _code(found["code"]), ""
        else:
            before, live, after = _link(_without_links(found["label"]), found["target"])
        text += before  # a label that is not a link is parsed with the text around it
        if live:
            yield from _text(text, _CODE_SPAN, signs, ends_line=False)
            yield live
            text = after
    yield from _text(text, _CODE_SPAN, signs, ends_line=True)


def _link(label: str, url: str) -> tuple[str, str, str]:
    """The link and the text before and after it; no link if the target is not safe."""
    target = safe_url(url)
    if target is None:
        return label, "", ""
    label = label.strip() or target.partition("://")[2] or target
    if is_honest(label, target):
        return "", _live(label, target), ""
    return f"{label} (", _live(host_of(target), target), ")"


def _live(label: str, target: str) -> str:
    return f"[{_label(label)}]({_DELIMITER.sub('%5F', target)})"


def _text(
    text: str, code: re.Pattern[str], signs: re.Pattern[str], *, ends_line: bool
) -> Iterator[str]:
    """Text without links, with code; if `code` is set, names like `__init__` become code."""
    for rest, found in _split(text, code):
        yield from _literal(
            rest, signs, is_last=ends_line and found is None, is_title=code is _NAMED
        )
        if found is not None:
            yield _code(found["code"] or found.group())


def plain_inline(line: str) -> str:
    """The line without Markdown syntax; links are followed by their target."""
    parts: list[str] = []
    for rest, found in _split(line, _INLINE):
        start = 0
        for url in _BARE_URL.finditer(rest):
            parts += (_PLAIN_EMPHASIS.sub(r"\2", rest[start : url.start()]), url.group())
            start = url.end()
        parts.append(_PLAIN_EMPHASIS.sub(r"\2", rest[start:]))
        if found is not None:
            parts.append(found["code"] or _plain_link(found))
    return "".join(parts)


def _plain_link(found: re.Match[str]) -> str:
    label, target = _without_links(found["label"]), safe_url(found["target"])
    return f"{label} ({target})" if target and target != label else label


def _split(line: str, pattern: re.Pattern[str]) -> Iterator[tuple[str, re.Match[str] | None]]:
    """The text before each match together with the match, then the text after the last one."""
    end = 0
    for found in pattern.finditer(line):
        yield line[end : found.start()], found
        end = found.end()
    yield line[end:], None


def _literal(text: str, signs: re.Pattern[str], *, is_last: bool, is_title: bool) -> Iterator[str]:
    """Literal text; its URLs are bare only where all renderers agree on their beginning and end."""
    if not _MAYBE_LINKED.search(text):
        yield signs.sub(_escape, text)
        return
    start = 0
    for found in _BARE_URL.finditer(text):
        url = found["angled"] or _trimmed(found["url"])
        target = safe_url(url if "://" in url else f"http://{url}")
        begin = found.start("url") if found["url"] else found.start()
        end = begin + len(url) if found["url"] else found.end()
        following = _AGREED_END.match(text, end)
        if target is None or (_is_host(url) and following is None):
            continue
        is_delimited = (
            (found["url"] or not text[:begin] or text[begin - 1].isspace())
            and following is not None
            and (following[1] is not None or is_last)
        )
        yield from _words(text[start:begin], signs)
        if is_delimited and _AGREED_URL.fullmatch(url) and is_honest(url, target):
            yield url
        else:
            yield code_span(url) if is_title else safe_link(url.partition("://")[2] or url, target)
        start = end
    yield from _words(text[start:], signs)


def _is_host(url: str) -> bool:
    """Whether the URL ends with its host, which the text after it might extend."""
    return not re.search(r"[/?#]", url.partition("://")[2] or url)


def _words(text: str, signs: re.Pattern[str]) -> Iterator[str]:
    """The text, with words that might become a link written as code."""
    start = 0
    for word in _WORD.finditer(text) if _MAYBE_LINKED.search(text) else ():
        core = word.group().lstrip("([{<\"'").rstrip(")]}>\"'.,;:!?")
        if _MAYBE_LINKED.search(word.group()) and core and not _UNMISTAKABLE.fullmatch(core):
            begin = text.index(core, word.start())
            yield signs.sub(_escape, text[start:begin])
            yield code_span(core)
            start = begin + len(core)
    yield signs.sub(_escape, text[start:])


def joined(parts: Iterable[str]) -> str:
    """The parts joined, without letting adjacent ones form code or an image."""
    line = ""
    for part in parts:
        if part.startswith("[") and line.endswith("!"):
            line = f"{line[:-1]}\\!"
        line += f" {part}" if part.startswith("`") and line.endswith("`") else part
    return line


def _trimmed(url: str) -> str:
    """The URL without the punctuation of the surrounding sentence."""
    while url[-1:] in set(".,;:!?'*_~") or (url[-1:] == ")" and url.count(")") > url.count("(")):
        url = url[:-1]
    return url


def signs_of(body: str) -> re.Pattern[str]:
    """The characters that need escaping in the lines of a body."""
    return _MATH_SIGNS if body.count("$") > 1 else _BODY_SIGNS


def _needed(line: str) -> re.Pattern[str]:
    """The characters that need escaping in a line of literal text."""
    bare = _NAMED.sub("", line)
    has_code = "`" in line or bare != line or _MAYBE_LINKED.search(line)
    signs = [_ALWAYS, r"~(?=\S|\Z)", "<" if has_code else _TAG]
    if re.search(r"[\[\]]", _SUBSCRIPT.sub("", line)):
        signs.append(r"[\[\]]")
    if bare.count("*") > 1:
        signs.append(r"\*")
    if line.count("$") > 1:
        signs.append(r"\$")
    if _OPENING.search(bare) and _ENDING.search(bare):
        signs += [_OPENING.pattern, _ENDING.pattern]
    return re.compile("|".join(signs))


def _label(text: str) -> str:
    """One line of text, escaped for a link label."""
    line = one_line(text)
    return _EMPHASIS.sub(lambda sign: f"\\{sign.group()}", _LABEL_SIGNS.sub(_escape, line))


def _without_links(label: str) -> str:
    """The text of a label; nested links and images are replaced by their labels."""
    return _INLINE.sub(lambda found: found["code"] or found["label"] or "", label)


def _escape(found: re.Match[str]) -> str:
    sign = found.group()
    return {"<": "&lt;", "&": "&amp;", "`": "&#96;"}.get(sign, f"\\{sign}")
