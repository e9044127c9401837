"""Ten definitions of a real repository, a note on each, and what is done to their code."""

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from chesterton.model.symbol import Symbol, SymbolKind
from chesterton.syntax.language import language_for
from chesterton.syntax.outline import Parsed, parse
from chesterton.syntax.shape import Shape
from tests.wire.client import surroundings

COUNT, A_FILE, SHORTEST, LONGEST, WORD = 10, 2, 6, 60, 5
GIT = ("git", "-c", "user.name=q", "-c", "user.email=q@example.org")
_KINDS = frozenset({SymbolKind.FUNCTION, SymbolKind.METHOD})
_ASIDE = re.compile(r"test|example|vendor|bench|doc|proto|generated|fixture", re.IGNORECASE)
_FRAMES = {
    "python": ("class {owner}:\n", "\n"),
    "rust": ("impl {owner} {{\n", "\n}}\n"),
    "java": ("class {owner} {{\n", "\n}}\n"),
}
"""What a member stands in, in a file of its own."""


@dataclass(frozen=True)
class Subject:
    """One definition, with a word of its code that the note on it names."""

    path: str
    name: str  #: qualified
    kind: str
    word: str

    @property
    def title(self) -> str:
        return f"`{self.word}` stays as it is here"

    @property
    def other_name(self) -> str:
        last = self.name.rpartition(".")[2]
        return f"{last}_afterwards" if "_" in last or last.islower() else f"{last}Afterwards"

    def found(self, text: str, name: str | None = None) -> tuple[Parsed, Symbol]:
        parsed = parse(text, language_for(self.path))
        return parsed, parsed.outline.named(name or self.name)[0]

    def moved_path(self, number: int) -> str:
        path = Path(self.path)
        return (path.parent / f"elsewhere{number}{path.suffix}").as_posix()


class Ground:
    """A clone of a repository with a memory beside it."""

    def __init__(self, home: Path, root: Path) -> None:
        self.home = home
        self.root = root
        self.subjects: list[Subject] = []

    @classmethod
    def prepared(cls, source: Path, home: Path) -> "Ground":
        """A fresh clone, its definitions chosen and noted."""
        ground = cls(home, home / source.name)
        clone = ("clone", "-q", "--shared", "--no-checkout", str(source), str(ground.root))
        subprocess.run([*GIT, *clone], check=True)
        ground.git("sparse-checkout", "set", "--no-cone", "/*", "!*.gz", "!*.zip", "!*.jar")
        ground.git("checkout", "-q")
        ground.subjects = list(_chosen(ground))
        ground.lay_notes()
        return ground

    @classmethod
    def reopened(cls, home: Path) -> "Ground":
        """One that was prepared in another process."""
        known = json.loads((home / "ground.json").read_text())
        ground = cls(home, Path(known["root"]))
        ground.subjects = [Subject(**each) for each in known["subjects"]]
        return ground

    def git(self, *arguments: str) -> str:
        done = subprocess.run([*GIT, *arguments], cwd=self.root, check=True, capture_output=True)
        return done.stdout.decode("utf-8", "replace")

    def read(self, path: str) -> str:
        return (self.root / path).read_bytes().decode()

    def write(self, path: str, text: str) -> None:
        (self.root / path).write_bytes(text.encode())

    def chesterton(self, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "chesterton", *arguments],
            cwd=self.root,
            env=surroundings(self.home),
            check=True,
            capture_output=True,
        )
        return done.stdout.decode()

    def lay_notes(self) -> None:
        body = "The provider *bans* us after four.\n\nSee the outage of March."
        lines = [
            {"kind": "pitfall", "title": each.title, "body": body, "links": ["#4812"],
             "symbol": f"{each.path}::{each.name}"}
            for each in self.subjects
        ]  # fmt: skip
        file = self.home / "notes.jsonl"
        file.write_text("".join(json.dumps(line) + "\n" for line in lines))
        self.chesterton("import", "--confirm", str(file))
        known = {"root": str(self.root), "subjects": [asdict(each) for each in self.subjects]}
        (self.home / "ground.json").write_text(json.dumps(known))


def _chosen(ground: Ground) -> Iterator[Subject]:
    """Functions and methods of the main language, over as many files as may be."""
    paths = [path for path in ground.git("ls-files").splitlines() if not _ASIDE.search(path)]
    suffix = Counter(Path(path).suffix for path in paths if language_for(path)).most_common(1)
    files = [path for path in paths if Path(path).suffix == suffix[0][0]]
    found = {path: list(_of_file(ground, path)) for path in files if (ground.root / path).is_file()}
    fruitful = [each[:A_FILE] for each in found.values() if each]
    all_of_them = [
        subject for turn in range(A_FILE) for each in fruitful for subject in each[turn : turn + 1]
    ]
    step = max(1, len(all_of_them) // COUNT)
    yield from all_of_them[::step][:COUNT]


def _of_file(ground: Ground, path: str) -> Iterator[Subject]:
    parsed = parse(ground.read(path), language_for(path))
    names = Counter(symbol.last_name for symbol in parsed.outline.symbols)
    for symbol in parsed.outline.symbols:
        lines = symbol.end_line - symbol.first_line + 1
        is_whole = SHORTEST <= lines <= LONGEST and names[symbol.last_name] == 1
        if is_whole and _is_plain(symbol) and (word := _word(parsed, symbol)):
            yield Subject(path, symbol.name, symbol.kind.value, word)


def _is_plain(symbol: Symbol) -> bool:
    """A function, or a method of a class that is not in another one."""
    if symbol.last_name.startswith("__") or "test" in symbol.name:
        return False
    depth = symbol.name.count(".")
    return depth == (symbol.kind is SymbolKind.METHOD) and symbol.kind in _KINDS


def _word(parsed: Parsed, symbol: Symbol) -> str | None:
    """A function called in it, that stands in its text once."""
    source = parsed.source(symbol)
    for word in _callees(parsed.shape(symbol)):
        is_once = len(re.findall(rf"\b{re.escape(word)}\b", source)) == 1
        if is_once and len(word) >= WORD and word != symbol.last_name and word.isidentifier():
            return word
    return None


def _callees(shape: Shape) -> Iterator[str]:
    """The last names of all callees, in order."""
    nodes = shape.nodes
    for index, call in enumerate(nodes):
        field = shape.language.calls.get(call.kind)
        for inner in range(index + 1, _end(shape, index)) if field is not None else ():
            if nodes[inner].depth == call.depth + 1 and nodes[inner].field == field:
                if name := _last_name(shape, inner):
                    yield name
                break


def _last_name(shape: Shape, index: int) -> str | None:
    """The last name of `a.b<T>`, ignoring type arguments."""
    language = shape.language
    opaque = language.strings | language.numbers | language.unparsed_code
    last, skip_below = None, None
    for node in shape.nodes[index : _end(shape, index)]:
        if skip_below is not None and node.depth > skip_below:
            continue
        skip_below = node.depth if "arguments" in node.kind else None
        if node.text and node.kind not in opaque and node.kind not in {node.word, "text"}:
            last = node.word
    return last


def _end(shape: Shape, index: int) -> int:
    depth, after = shape.nodes[index].depth, range(index + 1, len(shape.nodes))
    return next((at for at in after if shape.nodes[at].depth <= depth), len(shape.nodes))


def spoiled(subject: Subject, text: str) -> str:
    """The claimed word spelled otherwise."""
    parsed, symbol = subject.found(text)
    source = parsed.source(symbol)
    return text.replace(source, re.sub(rf"\b{subject.word}\b", f"{subject.word}_x", source), 1)


def renamed(subject: Subject, text: str) -> str:
    """The definition under another name."""
    _, symbol = subject.found(text)
    span = symbol.name_span
    return text[: span.start] + subject.other_name + text[span.end :]


def moved(subject: Subject, text: str) -> tuple[str, str]:
    """The text without the definition, and a file that holds nothing else."""
    parsed, symbol = subject.found(text)
    lines = text.splitlines(keepends=True)
    own = "".join(lines[symbol.first_line - 1 : symbol.end_line])
    rest = "".join(lines[: symbol.first_line - 1] + lines[symbol.end_line :])
    owner = subject.name.rpartition(".")[0]
    language = parsed.language.id if parsed.language else ""
    if language == "go":
        package = next(line for line in lines if line.startswith("package "))
        return rest, f"{package}\n{own}"
    if owner and language in _FRAMES:
        before, after = (part.format(owner=owner) for part in _FRAMES[language])
        return rest, before + own + after
    return rest, own


def commit(ground: Ground, stage: str) -> None:
    """Does to every subject what the stage says, and commits it."""
    if stage in {"healed", "undo"}:
        ways = {
            "healed": ("revert", "--no-edit", "HEAD"),
            "undo": ("reset", "-q", "--hard", "HEAD~1"),
        }
        ground.git(*ways[stage])
        return
    for number, subject in enumerate(ground.subjects):
        text = ground.read(subject.path)
        if stage == "changed":
            ground.write(subject.path, spoiled(subject, text))
        elif stage == "renamed":
            ground.write(subject.path, renamed(subject, text))
        elif stage == "moved":
            rest, own = moved(subject, text)
            ground.write(subject.path, rest)
            ground.write(subject.moved_path(number), own)
    ground.git("add", "-A")
    ground.git("commit", "-q", "--no-verify", "-m", f"All {stage}")
