"""Edits of bodies and of names, as people make them, drawn at random."""

import random
import re

from tests.evaluation.anchoring.marked import indent_of, lines_of, plain

_WORD = re.compile(r"[A-Za-z_]\w*")
_NUMBER = re.compile(r"(?<![\w.])\d+(?![\w.])")
_PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_PAIRS = {")": "(", "]": "[", "}": "{"}
_HEADS = (
    "if", "for", "while", "else", "elif", "try", "except", "finally", "with", "def", "class",
    "case", "switch", "return", "import", "from", "func", "fn", "package", "use", "#", "@",
    "//", "/*", "*", '"""', "'''", "async", "match", "break", "continue", "raise", "throw",
    "pass", "yield", "public", "private", "protected", "static", "let mut", "defer", "export",
)  # fmt: skip

SYNONYMS = (
    ("get", "fetch", "load", "read", "find", "lookup", "obtain"),
    ("set", "assign", "put", "update", "store", "write", "save"),
    ("make", "create", "build", "new", "construct", "produce"),
    ("is", "has", "can", "should"),
    ("check", "validate", "verify", "ensure", "assert"),
    ("run", "execute", "process", "handle", "perform", "do"),
    ("remove", "delete", "drop", "clear", "discard"),
    ("add", "append", "insert", "register", "push"),
    ("to", "as", "into"),
    ("parse", "decode", "interpret"),
    ("format", "render", "print", "encode", "serialize"),
    ("start", "begin", "open", "init"),
    ("stop", "end", "close", "finish"),
    ("name", "label", "title", "key"),
    ("path", "file", "location"),
    ("value", "item", "element", "entry"),
    ("error", "failure", "problem", "exception"),
    ("config", "settings", "options"),
    ("test", "should", "checks"),
    ("list", "sequence", "array", "all"),
)  # fmt: skip
_EXTRA = ("default", "internal", "all", "raw", "safe", "base", "impl", "current", "from", "with")


def is_statement(line: str) -> bool:
    """A line that can go, or stand twice, and leaves the rest whole."""
    text = plain(line).strip()
    if not text or text.startswith(_HEADS) or not is_balanced(text):
        return False
    return not text.endswith((":", "{", ",", "(", "\\", "&&", "||", "+", "=>", "=", "else"))


def is_balanced(text: str) -> bool:
    """Every bracket that opens closes, none else."""
    open_: list[str] = []
    for sign in text:
        if sign in "([{":
            open_.append(sign)
        elif sign in _PAIRS and (not open_ or open_.pop() != _PAIRS[sign]):
            return False
    return not open_ and text.count('"') % 2 == 0 and text.count("'") % 2 == 0


def edited(chance: random.Random, text: str, share: float, strange: list[str]) -> str:
    """A share of the statements of a definition changed; `strange` are lines from elsewhere."""
    lines = lines_of(text)
    simple = [
        at for at, line in enumerate(lines[1:], 1) if is_statement(line) and plain(line) == line
    ]
    chosen = chance.sample(simple, min(len(simple), max(1, round(share * len(simple)))))
    for at in sorted(chosen, reverse=True):
        lines[at : at + 1] = _edited_line(chance, lines[at], text, strange)
    return "".join(lines)


def _edited_line(chance: random.Random, line: str, text: str, strange: list[str]) -> list[str]:
    kind = chance.random()
    if kind < 0.25 and strange:
        return [line, _like(line, chance.choice(strange))]
    if kind < 0.45 and strange:
        return [_like(line, chance.choice(strange))]
    if kind < 0.6 and _NUMBER.search(line):
        return [_NUMBER.sub(lambda found: str(int(found[0]) + chance.randint(1, 9)), line, count=1)]
    words = _WORD.findall(line)
    others = [word for word in _WORD.findall(plain(text)) if len(word) > 2]
    if not words or not others:
        return [line]
    word = chance.choice(words)
    return [re.sub(rf"\b{word}\b", chance.choice(others), line, count=1)]


def _like(line: str, other: str) -> str:
    """The other line at this one's indentation."""
    return f"{indent_of(line)}{other.strip()}\n"


def renamed(chance: random.Random, name: str, words: list[str]) -> str:
    """Another name in the same style: a word replaced, added or dropped, or all of them others."""
    lead = name[: len(name) - len(name.lstrip("_"))]
    parts = _PART.findall(name) or [name]
    kind = chance.random()
    if kind < 0.35:
        parts = _with_synonym(chance, parts, words)
    elif kind < 0.6:
        parts.insert(chance.randint(0, len(parts)), chance.choice([*_EXTRA, *words]))
    elif kind < 0.75 and len(parts) > 1:
        parts.pop(chance.randrange(len(parts)))
    else:
        parts = [chance.choice(words) for _ in range(chance.randint(1, 3))]
    return lead + _styled(name.lstrip("_"), [part.lower() for part in parts])


def _with_synonym(chance: random.Random, parts: list[str], words: list[str]) -> list[str]:
    for at, part in enumerate(parts):
        for group in SYNONYMS:
            if part.lower() in group:
                other = chance.choice([one for one in group if one != part.lower()])
                return [*parts[:at], other, *parts[at + 1 :]]
    at = chance.randrange(len(parts))
    return [*parts[:at], chance.choice(words), *parts[at + 1 :]]


def _styled(like: str, parts: list[str]) -> str:
    if like.isupper():
        return "_".join(parts).upper()
    if "_" in like or (like.islower() and len(parts) == 1):
        return "_".join(parts)
    joined = "".join(part.capitalize() for part in parts)
    if like[:1].isupper():
        return joined
    return joined[:1].lower() + joined[1:]
