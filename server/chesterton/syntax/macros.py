"""Rewrites macro uses in C and C++ so that tree-sitter can parse them; byte offsets are kept.

The parser sees code that is not preprocessed, so a macro that stands for a keyword, an attribute or
a whole declaration is a syntax error, and error recovery gives the definitions after it arbitrary
names and nesting. The parser therefore gets a copy of the source with such uses rewritten in place;
names and meaning are still read from the source itself.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from chesterton.syntax.edits import Edit

_MACRO = rb"[A-Z_][A-Z0-9_]*[A-Z][A-Z0-9_]*"
_EXPORT = rb"[A-Za-z_]\w*_(?i:api|exports?|public|dll|decl|visible)"
_ARGUMENTS = rb"\((?:[^()\n]|\([^()\n]*\)){0,300}\)"
_NAME = rb"[A-Za-z_]\w*(?:::\w+)*(?:<[^;{}()]{0,200}>)?"

_BEFORE_CLASS_NAME = re.compile(
    rb"\b(?:class|struct|union|enum(?:\s+(?:class|struct))?)"
    rb"(?P<blank>(?:\s+(?:" + _MACRO + rb"|" + _EXPORT + rb")\b(?:" + _ARGUMENTS + rb")?)+)"
    rb"(?=\s+(?!final\b|sealed\b)" + _NAME + rb"\s*(?:final\b\s*|sealed\b\s*)?(?:\{|:(?!:)))"
)
"""`class EXPORT_API Reader {`"""

_QT_SECTION = re.compile(
    rb"(?m)^[ \t]*(?:(?:public|protected|private)(?P<blank>[ \t]+(?:Q_SLOTS|slots))"
    rb"|(?P<public>signals|Q_SIGNALS))[ \t]*:(?!:)"
)
"""`public slots:` and `signals:`"""

_FUNCTION_HEAD = re.compile(
    rb"(?m)^[ \t]*(?P<words>(?:[A-Za-z_]\w*[\s*&]+){1,7})(?P<name>[A-Za-z_~][\w:~]*)[ \t]*\("
)
_AFTER_PARAMETERS = re.compile(
    rb"(?:\s+(?:const|noexcept|override|final)\b)*\s*(?P<macros>(?:\s*\b"
    + _MACRO
    + rb"\b(?:"
    + _ARGUMENTS
    + rb")?)+)(?:\s*(?P<end>[;{])|[ \t]*(?:\r?\n(?=[A-Za-z_])|\Z))"
)
_WORD = re.compile(rb"\w+")
_ATTRIBUTE = re.compile(rb"(?:API|CALL(?:BACK)?|CDECL|DLL|EXPORTS?|EXTERN|INLINE|PUBLIC|STATIC)\Z")
"""Final words in the names of linkage macros, which distinguish them from type macros."""

_STORAGE = frozenset(
    b"const constexpr explicit extern friend inline static virtual volatile".split()
)
_BUILT_IN_TYPES = frozenset(
    b"auto bool char double float int long short signed unsigned void".split()
)
_NO_DECLARATION = frozenset(
    b"case co_return co_yield delete else goto new return throw typedef using".split()
)
_WHOLE_LINE = re.compile(
    rb"(?m)^[ \t]*(?=[A-Z_]{2}|[A-Z]\d)(?P<use>" + _MACRO + rb"\b(?=[ \t(\r\n/]))"
)
_AND_MORE = re.compile(rb"[ \t]+" + _MACRO + rb"\b(?=[ \t(\r\n/])")
_LINE_END = re.compile(rb"[ \t]*(?://[^\n]*|/\*[^\n]*?\*/[ \t]*)?\r?(?:\n|\Z)")
_BETWEEN_WORDS = re.compile(rb"(?<=\w)[ \t]+(?=\w)")
_WITH_BODY = re.compile(rb"(?m)^" + _MACRO + rb"[ \t]*\(")
_STRING = re.compile(rb'"(?:[^"\\\n]|\\.)*"')
_NOT_CODE = re.compile(rb"\s+|//[^\n]*|/\*.*?\*/|#(?:[^\n\\]|\\.)*", re.DOTALL)
_NEXT_CALL = re.compile(rb"[*&\s]*[A-Za-z_~][\w:~]*[ \t]*(?=\()")
_BODY = re.compile(rb"\s*(?:(?:const|noexcept|override|final)\b\s*)*[{:]")
_PARENTHESIS = re.compile(rb"""[(){};]|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)'|//[^\n]*""")
_FIRST_BLANK = re.compile(rb"\n*[ \t\r]")
_LAST_COMMENT = re.compile(rb'\s*(?://[^"\n]*|/\*.*?\*/)\Z')
_NO_CODE_LINE = re.compile(rb"[ \t\r]*(?:\n|//|/\*|\*|#)")

_ARGUMENTS_LIMIT = 2_000  #: bytes
_LOOK_BACK = 200  #: lines
_REACH = _ARGUMENTS_LIMIT + 500  #: bytes that decide whether a token is a macro use


class _Change(NamedTuple):
    start: int
    text: bytes


def parseable(source: bytes, edit: Edit | None = None, *, is_cpp: bool) -> bytes:
    """A copy of the source, of the same length and lines, in which macro uses parse.

    Given the `edit` that led to the source, only the code near the edit is examined again.
    """
    within = range(len(source)) if edit is None else _affected(source, edit)
    copy = bytearray(source)
    if edit is not None:
        copy[: within.start] = edit.parseable_before[: within.start]
        shift = edit.change.old_end - edit.change.new_end
        copy[within.stop :] = edit.parseable_before[within.stop + shift :]
    for start, text in _changes(source, within, is_cpp=is_cpp):
        if start in within:
            copy[start : start + len(text)] = text
    return source if copy == source else bytes(copy)


def _affected(source: bytes, edit: Edit) -> range:
    """The bytes in which an edit may change which tokens are macro uses: whole lines."""
    start = _telling_line(source, edit.change.start - _REACH)
    end = edit.change.new_end + _REACH
    while 0 < (end := source.find(b"\n", end) + 1) < len(source) and _says_little(source, end):
        pass
    return range(start, end or len(source))


def _telling_line(source: bytes, before: int) -> int:
    """The start of the last line before an offset that can be understood on its own."""
    start = source.rfind(b"\n", 0, max(before, 0)) + 1
    while start and _says_little(source, start):
        start = source.rfind(b"\n", 0, start - 1) + 1
    return start


def _says_little(source: bytes, line_start: int) -> bool:
    """Whether a line's meaning depends on the lines around it."""
    return bool(_NO_CODE_LINE.match(source, line_start) or _WHOLE_LINE.match(source, line_start))


def _changes(source: bytes, within: range, *, is_cpp: bool) -> Iterator[_Change]:
    start = _telling_line(source, within.start - _REACH)
    scanned = range(start, min(within.stop + _REACH, len(source)))
    yield from _class_attributes(source, scanned)
    yield from _function_attributes(source, scanned)
    if is_cpp:
        yield from _qt_sections(source, scanned)
    yield from _macros_with_body(source, scanned, is_cpp=is_cpp)
    yield from _statements(source, scanned)


def _class_attributes(source: bytes, within: range) -> Iterator[_Change]:
    for match in _BEFORE_CLASS_NAME.finditer(source, within.start, within.stop):
        yield _blank(source, *match.span("blank"))


def _function_attributes(source: bytes, within: range) -> Iterator[_Change]:
    """`FOO_API int WINAPI open(void) NOTHROW;`: blanks all macros but the type and the name."""
    for match in _FUNCTION_HEAD.finditer(source, within.start, within.stop):
        words = [word for word in _WORD.finditer(match["words"]) if word[0] not in _STORAGE]
        if any(word[0] in _NO_DECLARATION for word in words):
            continue
        macros = [word for word in words if _is_attribute(word[0])]
        others = {b"int" if word[0] in _BUILT_IN_TYPES else word[0] for word in words}
        others -= {word[0] for word in macros}
        if macros and not others:  # one of them is the type
            macros.sort(key=lambda word: not _ATTRIBUTE.search(word[0]))
            macros.pop()
        base = match.start("words")
        yield from (_blank(source, base + word.start(), base + word.end()) for word in macros)
        closing = _closing(source, match.end() - 1)
        if closing is None:
            continue
        if len(others) > 1 and match["name"].isupper():  # `int open GUARDED_BY(lock);`
            yield _blank(source, match.start("name"), closing)
        after = _AFTER_PARAMETERS.match(source, closing)
        if after is not None:
            yield _blank(source, *after.span("macros"))
            if not after["end"]:  # the macro is the body
                yield _Change(after.end("macros") - 1, b";")


def _is_attribute(word: bytes) -> bool:
    return (len(word) > 1 and word.isupper()) or word.startswith(b"__")


def _qt_sections(source: bytes, within: range) -> Iterator[_Change]:
    for match in _QT_SECTION.finditer(source, within.start, within.stop):
        if match["public"]:
            yield _Change(match.start("public"), b"public".ljust(len(match["public"])))
        else:
            yield _blank(source, *match.span("blank"))


def _macros_with_body(source: bytes, within: range, *, is_cpp: bool) -> Iterator[_Change]:
    """`TEST_CASE("reads a file") {`, and for C also `SYSCALL_DEFINE1(close, unsigned int, fd) {`.

    Strings become names; in C, the macro becomes the type of a function named by the first
    argument.
    """
    for match in _WITH_BODY.finditer(source, within.start, within.stop):
        opening = match.end() - 1
        end = _closing(source, opening)
        if end is None or not source[end : end + 200].lstrip().startswith(b"{"):
            continue
        for string in _STRING.finditer(source, opening, end):
            yield _Change(string.start(), re.sub(rb"[^\n]", b"_", string[0]))
        comma = source.find(b",", opening, end)
        if not is_cpp and comma > 0 and source[opening + 1 : comma].strip():
            yield _Change(opening, b" ")
            yield _Change(comma, b"(")


def _statements(source: bytes, within: range) -> Iterator[_Change]:
    """Macros on lines of their own that need a semicolon to be a statement or a declaration."""
    last_end = 0  # of the preceding macro, which ends a statement like a semicolon
    for match in _WHOLE_LINE.finditer(source, within.start, within.stop):
        ends = _ends_of_uses(source, match.end())
        if not ends or match.start("use") < last_end or not _LINE_END.match(source, ends[-1]):
            continue
        if _starts_statement(source, match.start(), last_end) and _ends_statement(source, ends[-1]):
            last_end = ends[-1]
            for gap in _BETWEEN_WORDS.finditer(source, match.end(), last_end):
                yield _Change(gap.start(), b",")
            yield from (_Change(end, b";") for end in ends[:-1])
            yield from _terminated(source, match.start("use"), last_end)


def _ends_of_uses(source: bytes, end: int) -> list[int]:
    """The ends of the macros, with or without arguments, in a run of them on one line."""
    ends: list[int] = []
    while True:
        after = _skip_blanks(source, end)
        if source[after : after + 1] == b"(":
            closing = _closing(source, after)
            if closing is None:
                return []
            end = closing
        ends.append(end)
        more = _AND_MORE.match(source, end)
        if more is None:
            return ends
        end = more.end()


def _starts_statement(source: bytes, line_start: int, last_end: int) -> bool:
    before = _end_of_code_before(source, line_start)
    if before is None:
        return False
    if before in {0, last_end}:
        return True
    last = source[before - 1 : before]
    if last == b"{":
        return not _opens_list(source, before - 1)
    if last == b":":
        line = source[source.rfind(b"\n", 0, before) + 1 : before]
        return b"?" not in line and line.count(b"(") == line.count(b")")
    return last in b";}"


def _opens_list(source: bytes, brace: int) -> bool:
    """Whether a brace opens an initialiser or the values of an enum."""
    while True:
        start = max(source.rfind(b";", 0, brace), source.rfind(b"}", 0, brace)) + 1
        before = source[max(start, brace - 300) : brace].rstrip()
        if not before.endswith(b"{"):
            break
        brace = source.rfind(b"{", 0, brace)
    return before.endswith((b"=", b"(", b",", b"[", b"]", b"return")) or bool(
        re.search(rb"\benum\b[^()]*\Z", before)
    )


def _ends_statement(source: bytes, end: int) -> bool:
    """Whether the code after a macro's line starts afresh, not with the rest of an expression."""
    following = end
    while (gap := _NOT_CODE.match(source, following)) is not None:
        following = gap.end()
    first = source[following : following + 1]
    if first and not (first.isalnum() or first in b"_}~["):
        return False
    call = _NEXT_CALL.match(source, following)
    if call is None:
        return True
    closing = _closing(source, call.end())
    is_macro = source[following : call.end()].strip().isupper() and source[end - 1 : end] == b")"
    return is_macro or closing is None or not _has_body(source, closing)


def _has_body(source: bytes, closing: int) -> bool:
    """Whether a body or a constructor's initialisers follow the parameters."""
    return _BODY.match(source, closing) is not None


def _terminated(source: bytes, start: int, end: int) -> Iterator[_Change]:
    """Writes a semicolon after a macro: over white space, or else over the macro's last byte."""
    blank = _FIRST_BLANK.match(source, end)
    if blank is not None:
        yield _Change(blank.end() - 1, b";")
    elif source[end - 1 : end] != b")":
        yield _Change(end - 1, b";")
    elif source[end - 2 : end - 1].isalnum() and source[end - 3 : end - 2].isalnum():
        yield _Change(end - 2, b");")
    else:
        yield _blank(source, start, end)


def _end_of_code_before(source: bytes, line_start: int) -> int | None:
    """The offset after the last code above a line: 0 if there is none, None in a `#define`."""
    end = line_start
    for _ in range(_LOOK_BACK):
        if end == 0:
            return 0
        start = _start_of_line(source, end)
        line = source[start:end].rstrip()
        if line.endswith(b"\\"):
            return None
        if line and not _NO_CODE_LINE.match(line):
            return start + len(_LAST_COMMENT.sub(b"", line))
        end = start
    return None


def _start_of_line(source: bytes, end: int) -> int:
    """The start of a line, including the lines that it continues, given its end."""
    start = source.rfind(b"\n", 0, end - 1) + 1
    while source[max(start - 3, 0) : start].rstrip(b"\r\n").endswith(b"\\"):
        start = source.rfind(b"\n", 0, start - 1) + 1
    return start


def _closing(source: bytes, opening: int) -> int | None:
    """The offset after the parenthesis that closes the one at `opening`."""
    depth = 0
    for match in _PARENTHESIS.finditer(source, opening, opening + _ARGUMENTS_LIMIT):
        if match[0] == b"(":
            depth += 1
        elif match[0] == b")":
            depth -= 1
            if depth == 0:
                return match.end()
        elif match[0] in b";{}":
            return None
    return None


def _skip_blanks(source: bytes, at: int) -> int:
    while source[at : at + 1] in {b" ", b"\t"}:
        at += 1
    return at


def _blank(source: bytes, start: int, end: int) -> _Change:
    return _Change(start, re.sub(rb"[^\s]", b" ", source[start:end]))
