"""Refactorings of real code, drawn at random, with the truth about where every definition went."""

import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from tests.evaluation.anchoring.edits import edited, is_balanced, renamed
from tests.evaluation.anchoring.marked import (
    Bench,
    Marked,
    indent_of,
    lines_of,
    pick,
    plain,
    shifted,
)

LIGHT, HEAVY = 0.1, 0.35
_SPECIAL = re.compile(r"__\w+__|constructor|main|new|init|default|setUp|tearDown|toString|equals")
_LONG = 8
_KEYWORDS = frozenset({"return", "yield", "break", "continue", "await"})


@dataclass
class Draft:
    """A change while it is being made: what was done to which definition."""

    chance: random.Random
    bench: Bench
    donors: Sequence[str]  #: functions of the same project from files that are not part of it
    done: dict[int, str] = field(default_factory=dict)  #: number of a definition: what was done
    words: list[str] = field(default_factory=list)
    created: int = 0

    def free(self, wanted: Callable[[Marked], bool]) -> Marked | None:
        """A definition to which nothing was done, nor to anything around or inside it."""
        return pick(
            self.chance,
            (one for one in self.bench.defined if wanted(one) and not self._is_taken(one)),
        )

    def _is_taken(self, one: Marked) -> bool:
        span = one.symbol.span
        return any(
            other.path == one.path
            and other.symbol.span.start < span.end
            and span.start < other.symbol.span.end
            for other in map(self.bench.defined.__getitem__, self.done)
        )

    @property
    def strange(self) -> list[str]:
        """Lines of statements from elsewhere in the project."""
        lines = lines_of(self.chance.choice(self.donors)) if self.donors else []
        return [line for line in lines if line.strip().endswith((";", ")")) and is_balanced(line)]

    def new_path(self, path: str) -> str:
        """A file that is not there yet, beside another one."""
        self.created += 1
        old = PurePosixPath(path)
        return str(old.with_name(f"{self.chance.choice(self.words)}_{self.created}{old.suffix}"))


def inside(draft: Draft, one: Marked) -> Iterator[Marked]:
    """The definitions that stand in it."""
    span = one.symbol.span
    for other in draft.bench.defined:
        at = other.symbol.span
        if other is not one and other.path == one.path and span.start <= at.start < span.end:
            yield other


def rename(draft: Draft, one: Marked) -> bool:
    """Another name, at the definition and wherever the files speak of it."""
    old = one.symbol.last_name
    if len(old) < 3 or _SPECIAL.fullmatch(old) or not old.isidentifier():
        return False
    others = [
        other
        for other in draft.bench.defined
        if other.symbol.last_name == old and other is not one and other not in inside(draft, one)
    ]
    new = renamed(draft.chance, old, draft.words)
    if new == old or any(other.symbol.last_name == new for other in draft.bench.defined):
        return False
    word = re.compile(rf"(?<![\w$]){re.escape(old)}(?![\w$])")
    if others:
        draft.bench.put(one, word.sub(new, draft.bench.text(one)))
        return True
    for path, text in draft.bench.files.items():
        draft.bench.files[path] = word.sub(new, text)
    return True


def edit(draft: Draft, one: Marked, share: float) -> bool:
    """Some of its statements changed."""
    before = draft.bench.text(one)
    after = edited(draft.chance, before, share, draft.strange)
    draft.bench.put(one, after)
    return before != after


def move(draft: Draft, one: Marked) -> bool:
    """To another file, or into another class."""
    path = draft.bench.span(one)[0]
    if one.symbol.parent is None:
        return _move_out(draft, one, path)
    home = one.parsed.outline.parent(one.symbol)
    own = {other.number for other in inside(draft, one)}
    target = pick(
        draft.chance,
        (
            other
            for other in draft.bench.defined
            if other.number not in own
            and other.symbol.kind == (home and home.kind)
            and (other.path, other.symbol.name) != (one.path, home and home.name)
            and other.number not in draft.done
            and draft.bench.where(other)
            and other.symbol.end_line > other.symbol.line + 2
        ),
    )
    if target is None or (home and home.kind.value not in {"class", "interface", "impl"}):
        return False
    text = draft.bench.text(one)
    draft.bench.put(one, "")
    return draft.bench.where(target) is not None and _into(draft, target, text)


def _move_out(draft: Draft, one: Marked, path: str) -> bool:
    text = draft.bench.text(one)
    others = [other for other in draft.bench.files if other != path]
    draft.bench.put(one, "")
    if others and draft.chance.random() < 0.6 and not path.endswith((".java", ".cs")):
        other = draft.chance.choice(others)
        draft.bench.files[other] = f"{draft.bench.files[other].rstrip()}\n\n\n{text.strip()}\n"
    else:
        header = plain(draft.bench.files[path]).split("\n\n", 1)[0][:400]
        head = header if is_balanced(header) and not header.startswith(("def", "class")) else ""
        draft.bench.files[draft.new_path(path)] = _headed(path, head, text)
    return True


def _into(draft: Draft, target: Marked, text: str) -> bool:
    """Before the end of a class."""
    whole = draft.bench.text(target)
    at = whole.rfind("\ue000")
    body = indent_of("\n".join(plain(whole).split("\n")[1:]) or "    x")
    if not target.path.endswith(".py"):
        at = whole.rfind("}")
        at = whole.rfind("\n", 0, at) + 1
        if at <= 0:
            return False
    inner = shifted(text, body or "    ")
    draft.bench.put(target, f"{whole[:at]}\n{inner.rstrip()}\n{whole[at:]}")
    return True


def extract(draft: Draft, one: Marked) -> bool:
    """Some of its lines become a function of their own."""
    lines = lines_of(draft.bench.text(one))
    block = _block(draft.chance, lines)
    if block is None:
        return False
    start, end = block
    cut = "".join(lines[start:end])
    name = renamed(draft.chance, one.symbol.last_name, draft.words)
    indent = indent_of(lines[start])
    head, call, tail = _written(one, name, cut)
    home = indent_of(lines[0])
    marks = lines[0][: len(lines[0]) - len(lines[0].lstrip("\ue000\ue001\ue002\ue0030123456789"))]
    rest = "".join([*lines[:start], f"{indent}{call}\n", *lines[end:]])
    made = f"\n{home}{head}\n{shifted(cut, home + '    ')}{home}{tail}".rstrip() + "\n"
    if draft.chance.random() < 0.5 and marks:
        draft.bench.put(one, f"{rest}{made}")
    else:
        draft.bench.put(one, f"{made}\n{rest}")
    return True


def _block(chance: random.Random, lines: Sequence[str]) -> tuple[int, int] | None:
    """A run of whole statements, at most 60 % of the lines."""
    found = []
    for start in range(2, len(lines) - 3):
        indent = indent_of(lines[start])
        for end in range(start + 3, min(len(lines) - 1, start + int(len(lines) * 0.6))):
            part = lines[start:end]
            after = lines[end] if end < len(lines) else ""
            if (
                all(not line.strip() or line.startswith(indent) for line in part)
                and "\ue000" not in "".join(part)
                and len(indent) > len(indent_of(lines[0]))
                and is_balanced("".join(part))
                and not _KEYWORDS & set(re.findall(r"\w+", "".join(part)))
                and (not after.strip() or len(indent_of(after)) <= len(indent))
                and not part[0].lstrip().startswith(("else", "elif", "except", "}", ")", "."))
                and part[-1].rstrip().endswith((";", "}", ")"))
            ):
                found.append((start, end))
    return chance.choice(found) if found else None


def _written(one: Marked, name: str, cut: str) -> tuple[str, str, str]:
    """Header, call and end of a function with these lines, as the language writes them."""
    suffix = PurePosixPath(one.path).suffix
    first = next(iter(re.findall(r"\b[a-z]\w{2,}\b", cut)), "x")
    is_method = one.symbol.kind.value == "method"
    if suffix == ".py":
        own = "self, " * is_method
        return f"def {name}({own}{first}):", f"{'self.' * is_method}{name}({first})", ""
    if suffix in {".js", ".ts", ".tsx"}:
        return (
            (f"{name}({first}) {{", f"this.{name}({first});", "}")
            if is_method
            else (f"function {name}({first}) {{", f"{name}({first});", "}")
        )
    header, call, end = _FORMS.get(suffix, _FORMS[".c"])
    return header.format(name, first), call.format(name, first), end


_FORMS = {
    ".java": ("private void {0}(Object {1}) {{", "{0}({1});", "}"),
    ".cs": ("private void {0}(object {1}) {{", "{0}({1});", "}"),
    ".go": ("func {0}({1} any) {{", "{0}({1})", "}"),
    ".rs": ("fn {0}({1}: &str) {{", "{0}({1});", "}"),
    ".rb": ("def {0}({1})", "{0}({1})", "end"),
    ".php": ("function {0}(${1}) {{", "{0}(${1});", "}"),
    ".kt": ("fun {0}({1}: Any) {{", "{0}({1})", "}"),
    ".swift": ("func {0}(_ {1}: Any) {{", "{0}({1})", "}"),
    ".lua": ("local function {0}({1})", "{0}({1})", "end"),
    ".bash": ("{0}() {{", "{0} ${1}", "}"),
    ".c": ("static void {0}(int {1}) {{", "{0}({1});", "}"),
}
"""Header, call and end of a function, by the suffix of a file."""


def inline(draft: Draft, one: Marked) -> bool:
    """Gone; its lines stand where it was called."""
    name = one.symbol.last_name
    body = _body_of(lines_of(plain(draft.bench.text(one))))
    for path, text in draft.bench.files.items():
        for line in lines_of(text):
            is_call = re.search(rf"\b{re.escape(name)}\(", line) and "\ue000" not in line
            if is_call and is_balanced(line) and not line.strip().endswith(("{", ":")):
                inner = shifted("".join(body), indent_of(line))
                draft.bench.files[path] = text.replace(line, f"{inner.rstrip()}\n", 1)
                draft.bench.put(one, "")
                return True
    return False


def _body_of(lines: list[str]) -> list[str]:
    body = lines[1:]
    if body and body[-1].strip() in {"}", "};"}:
        body = body[:-1]
    return [line.replace("return ", "", 1) for line in body] or lines[:1]


def delete(draft: Draft, one: Marked) -> bool:
    """Gone."""
    draft.bench.put(one, "")
    return True


def replace(draft: Draft, one: Marked) -> bool:
    """Gone, and something else stands in its place, under another name or under its own."""
    if not draft.donors:
        return False
    text = shifted(draft.chance.choice(draft.donors), indent_of(draft.bench.text(one)))
    draft.bench.put(one, f"{text.rstrip()}\n")
    return True


def reuse(draft: Draft, one: Marked) -> bool:
    """Renamed, and something else takes its name over."""
    old = one.symbol.last_name
    if not draft.donors or not rename(draft, one):
        return False
    donor = draft.chance.choice(draft.donors)
    found = re.search(r"(?:def|func|fn|function|void|int)\s+(?:\([^)]*\)\s*)?(\w+)", donor)
    if found is None:
        return False
    donor = re.sub(rf"\b{re.escape(found[1])}\b", old, donor)
    text = draft.bench.text(one)
    made = shifted(donor, indent_of(text)).rstrip()
    pair = [made, text.rstrip("\n")]
    draft.chance.shuffle(pair)
    draft.bench.put(one, "\n\n".join(pair) + "\n")
    return True


def swap(draft: Draft, one: Marked) -> bool:
    """Another definition of the same container takes its name over; it gets a new one."""
    bench = draft.bench
    home = one.parsed.outline.parent(one.symbol)
    other = draft.free(
        lambda two: (
            two.path == one.path
            and two.is_function
            and two is not one
            and two.parsed.outline.parent(two.symbol) == home
            and two.symbol.last_name.isidentifier()
            and not _SPECIAL.fullmatch(two.symbol.last_name)
        )
    )
    first = one.symbol.last_name
    if other is None or not rename(draft, one):
        return False
    word = re.compile(rf"(?<![\w$]){re.escape(other.symbol.last_name)}(?![\w$])")
    bench.put(other, word.sub(first, bench.text(other)))
    draft.done[other.number] = "takes a name over"
    return True


def copy(draft: Draft, one: Marked) -> bool:
    """Stays, and a near copy of it comes to stand beside it."""
    name = one.symbol.last_name
    text = draft.bench.text(one)
    made = edited(draft.chance, plain(text), HEAVY, draft.strange)
    new = renamed(draft.chance, name, draft.words)
    made = re.sub(rf"\b{re.escape(name)}\b", new, made)
    draft.bench.put(
        one,
        f"{text.rstrip(chr(10))}\n\n{made}" if draft.chance.random() < 0.5 else f"{made}\n{text}",
    )
    return new != name


def reorder(draft: Draft, one: Marked) -> bool:
    """To another place among its siblings."""
    home = one.parsed.outline.parent(one.symbol)
    other = draft.free(
        lambda two: (
            two.path == one.path
            and two is not one
            and two.parsed.outline.parent(two.symbol) == home
            and two.symbol.span != one.symbol.span
        )
    )
    if other is None:
        return False
    first, second = draft.bench.text(one), draft.bench.text(other)
    draft.bench.put(one, "\ue010")
    draft.bench.put(other, first)
    path = next(path for path, text in draft.bench.files.items() if "\ue010" in text)
    draft.bench.files[path] = draft.bench.files[path].replace("\ue010", second)
    return True


def rename_file(draft: Draft, path: str) -> None:
    """All of a file under another name or in another folder."""
    old = PurePosixPath(path)
    folder = (
        old.parent / draft.chance.choice(draft.words) if draft.chance.random() < 0.4 else old.parent
    )
    name = renamed(draft.chance, old.stem, draft.words) if draft.chance.random() < 0.7 else old.stem
    new = str(folder / f"{name}{old.suffix}")
    if new not in draft.bench.files:
        draft.bench.files[new] = draft.bench.files.pop(path)


def split_file(draft: Draft, path: str) -> None:
    """Half of what stands at the top of a file goes to one of its own."""
    tops = [one for one in draft.bench.defined if one.path == path and one.symbol.parent is None]
    alone = [one for one in tops if sum(two.symbol.span == one.symbol.span for two in tops) == 1]
    gone = [one for one in alone if draft.bench.where(one)][len(alone) // 2 :]
    texts = [draft.bench.text(one) for one in gone]
    for one in gone:
        draft.bench.put(one, "")
    draft.bench.files[draft.new_path(path)] = _headed(path, *texts)


def _headed(path: str, *texts: str) -> str:
    """The text of a new file."""
    is_bare = path.endswith(".php") and not texts[0].startswith("<?php")
    start = ["<?php"] * is_bare
    return "\n\n".join([*start, *(text.strip() for text in texts)]) + "\n"


def merge_files(draft: Draft, path: str, into: str) -> None:
    """All of a file at the end of another one."""
    text = draft.bench.files.pop(path).removeprefix("<?php")
    draft.bench.files[into] = f"{draft.bench.files[into].rstrip()}\n\n\n{text.strip()}\n"


Work = Callable[[Draft, Marked], bool]


def _then(*steps: Work) -> Work:
    def work(draft: Draft, one: Marked) -> bool:
        return all(step(draft, one) for step in steps)

    return work


def _light(draft: Draft, one: Marked) -> bool:
    return edit(draft, one, LIGHT)


def _heavy(draft: Draft, one: Marked) -> bool:
    return edit(draft, one, HEAVY)


WORKS: Mapping[str, tuple[Work, float]] = {
    "edited": (_light, 1),
    "edited, heavily": (_heavy, 1),
    "renamed": (rename, 1.5),
    "renamed, edited": (_then(_light, rename), 1.5),
    "renamed, edited heavily": (_then(_heavy, rename), 1),
    "moved": (move, 1.5),
    "moved, edited": (_then(_light, move), 1.5),
    "moved, renamed": (_then(rename, move), 1),
    "moved, renamed, edited": (_then(_light, rename, move), 1.5),
    "extracted from": (extract, 1.5),
    "inlined": (inline, 0.7),
    "deleted": (delete, 1),
    "replaced by another": (replace, 0.7),
    "name taken by another": (reuse, 0.7),
    "name taken by a sibling": (swap, 0.5),
    "copied": (copy, 0.7),
    "reordered": (reorder, 0.7),
}
"""What is done to one definition, and how often."""
