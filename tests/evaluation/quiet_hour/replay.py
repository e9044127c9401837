"""The quiet hour: real commits replayed as saves, and everything an editor would have shown.

    python tests/evaluation/quiet_hour/replay.py OUT.jsonl REPOSITORY...

In each repository 100 commits are taken back. The 45 symbols that they change most get a note each:
20 confirmed ones, 25 proposed. A note names one or two words of its symbol's code. Then every
commit is typed again: each file is saved as the commit has it while HEAD is its parent, the margin
is read as the language server reads it, and the commit is checked out. OUT.jsonl has one line for
each change of a noted symbol, with the code before and after, to be read by a person.
"""

import collections
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from chesterton.memory.margin.margin import Entry, Margin, MarginReader
from chesterton.model.note import Kind, Status
from chesterton.store.location import Location
from chesterton.store.store import Store
from chesterton.syntax.language import language_for
from chesterton.syntax.outline import Parsed, parse
from chesterton.syntax.text import decode
from chesterton.workspace.workspace import Workspace

COMMITS, CONFIRMED, PROPOSED = 100, 20, 25
NO_CODE = ("!*.gz", "!*.zip", "!*.jar")
"""Archives are not checked out: a clone may lack what nobody reads."""

KINDS = (Kind.PITFALL, Kind.INCIDENT, Kind.DECISION)
GIT = ("git", "-c", "user.name=q", "-c", "user.email=q@example.org")


class Repository:
    def __init__(self, source: Path, folder: Path) -> None:
        self.root = folder / source.name
        clone = ("clone", "-q", "--shared", "--no-checkout", source, self.root)
        subprocess.run([*GIT, *clone], check=True)
        self.git("sparse-checkout", "set", "--no-cone", "/*", *NO_CODE)
        self.git("checkout", "-q")

    def git(self, *arguments: str) -> str:
        done = subprocess.run([*GIT, *arguments], cwd=self.root, check=True, capture_output=True)
        return done.stdout.decode("utf-8", "replace")

    def commits(self) -> list[tuple[str, str, list[str]]]:
        """The newest commits that edit code: id, first parent, files edited."""
        found = []
        for line in self.git("rev-list", "--first-parent", "--parents", "HEAD").splitlines():
            commit, parent, *_ = [*line.split(), ""]
            if not parent:
                break
            names = self.git("diff", "--name-only", "--diff-filter=M", parent, commit)
            files = [name for name in names.splitlines() if language_for(name)]
            if files:
                found.append((commit, parent, files))
            if len(found) == COMMITS:
                break
        return found[::-1]

    def parsed(self, commit: str, path: str) -> Parsed | None:
        try:
            data = subprocess.run(
                [*GIT, "show", f"{commit}:{path}"], cwd=self.root, check=True, capture_output=True
            ).stdout
        except subprocess.CalledProcessError:
            return None
        decoded = decode(data)
        return parse(decoded.text, language_for(path)) if decoded else None


def most_changed(repository: Repository, commits: list) -> list[tuple[str, str]]:
    """Symbols that exist at the start, those that change most first."""
    counts: collections.Counter = collections.Counter()
    for commit, parent, files in commits:
        for path in files:
            before, after = repository.parsed(parent, path), repository.parsed(commit, path)
            if before is None or after is None:
                continue
            for symbol in before.outline.symbols:
                new = after.outline.find(*symbol.key)
                if new and before.source(symbol) != after.source(new):
                    counts[path, symbol.name] += not symbol.is_container
    start = commits[0][1]
    there = [
        (path, name)
        for (path, name), count in counts.most_common()
        if count and (file := repository.parsed(start, path)) and file.outline.named(name)
    ]
    return there[: CONFIRMED + PROPOSED]


def words_of(parsed: Parsed, name: str, chance: random.Random) -> list[str]:
    """One or two words that the code of a symbol holds."""
    shape = parsed.shape(parsed.outline.named(name)[0])
    words = sorted(
        {
            node.word
            for node in shape.nodes
            if node.kind.endswith("identifier") and node.text == node.word and len(node.word) > 3
        }
    )
    return chance.sample(words, min(len(words), chance.choice((1, 2))))


def lay_notes(repository: Repository, start: str, symbols: list, data: Path) -> dict[str, list]:
    chance = random.Random(7)
    order = symbols[:]
    chance.shuffle(order)
    words = {}
    for status, chosen in (("confirmed", order[:CONFIRMED]), ("proposed", order[CONFIRMED:])):
        lines = []
        for index, (path, name) in enumerate(chosen):
            parsed = repository.parsed(start, path)
            found = words_of(parsed, name, chance)
            title = " and ".join(f"`{word}`" for word in found) or "all of this"
            title = f"{status} {index}: mind {title}"[:100]
            words[title] = found
            lines.append(
                {"kind": KINDS[index % 3].value, "title": title, "path": path, "symbol": name,
                 "line": parsed.outline.named(name)[0].line, "status": "confirmed"}
            )  # fmt: skip
        file = data / f"{status}.jsonl"
        file.write_text("".join(json.dumps(line) + "\n" for line in lines))
        flags = ["--confirm"] if status == "confirmed" else []
        subprocess.run(
            [sys.executable, "-m", "chesterton", "import", str(file), *flags],
            cwd=repository.root,
            env={**os.environ, "CHESTERTON_DATA_DIR": str(data)},
            check=True,
            capture_output=True,
        )
    return words


def told(margin: Margin) -> list[tuple[str, Entry]]:
    """What becomes a diagnostic, as the language server decides it."""
    found = [("deleted", entry) for gone in margin.deleted for entry in gone.entries]
    for mark in margin.symbols:
        for entry in mark.entries:
            if entry.touched and entry.note.kind in KINDS:
                found.append(("touched", entry))
            elif entry.where.state.value == "uncertain":
                found.append(("link", entry))
    return found


class Record:
    """What is counted, and where each change is written down."""

    def __init__(self, repository: str, out, words: dict[str, list]) -> None:
        self.repository = repository
        self.out = out
        self.words = words
        self.totals: collections.Counter = collections.Counter()
        self.times: list[float] = []
        self.changes: collections.Counter = collections.Counter()

    def write(self, commit: str, margin: Margin, entry: Entry, symbol: str, **more):
        """A line for one change: which of its symbol's changes it is, and the code."""
        self.changes[entry.note.id] += 1
        line = {
            "repository": self.repository, "commit": commit[:10],
            "path": margin.path, "symbol": symbol, "nth": self.changes[entry.note.id],
            "claim": self.words.get(str(entry.note.title)), **more,
        }  # fmt: skip
        self.out.write(json.dumps(line) + "\n")


def play(source: Path, out) -> dict:
    with tempfile.TemporaryDirectory() as top:
        data = Path(top, "data")
        data.mkdir()
        repository = Repository(source, Path(top))
        commits = repository.commits()
        repository.git("checkout", "-q", commits[0][1])
        symbols = most_changed(repository, commits)
        words = lay_notes(repository, commits[0][1], symbols, data)
        record = Record(source.name, out, words)
        totals = record.totals
        store = Store.open(Location(data))
        workspace = Workspace.open(repository.root, store)
        for commit, parent, files in commits:
            repository.git("checkout", "-q", "-f", parent)
            for path in files:
                save(repository, workspace, commit, parent, path, record)
            repository.git("checkout", "-q", "-f", commit)
            for path in files:
                parsed = workspace.parsed(path) or parse("", None)
                after = MarginReader(workspace, path, parsed).margin()
                totals["left after the commit"] += sum(c != "link" for c, _ in told(after))
            quiet_merge(repository, workspace, commit, parent, files, totals)
        workspace.close()
        store.close()
    return {
        "repository": source.name,
        "commits": len(commits),
        "notes": len(symbols),
        "median_ms": round(sorted(record.times)[len(record.times) // 2], 1),
        **totals,
    }


def save(repository, workspace, commit, parent, path, record) -> None:
    totals = record.totals
    text = repository.git("show", f"{commit}:{path}")
    (repository.root / path).write_text(text, newline="")
    parsed = parse(text, language_for(path))
    begin = time.perf_counter()
    margin = MarginReader(workspace, path, parsed).margin()
    found = told(margin)
    record.times.append((time.perf_counter() - begin) * 1e3)
    totals["saves"] += 1
    totals["without a confirmed note"] += sum(
        entry.note.status is not Status.CONFIRMED for _, entry in found
    )
    for code, _ in found:
        totals[code] += 1
    before = repository.parsed(parent, path)
    for mark in margin.symbols:
        for entry in mark.entries:
            if mark.symbol is None or entry.edit is None:
                continue
            totals["changes of a confirmed note's symbol"] += 1
            totals["changes beside the claim"] += not entry.touched
            old = before.outline.find(*mark.symbol.key) if before else None
            record.write(
                commit, margin, entry, mark.symbol.name, touched=entry.touched,
                what=entry.edit.labels,
                before=before.source(old) if old else None, after=parsed.source(mark.symbol),
            )  # fmt: skip
    for gone in margin.deleted:
        for entry in gone.entries:
            old = before.outline.named(gone.name) if before else None
            record.write(
                commit, margin, entry, gone.name, touched=True, what=["deleted"],
                before=before.source(old[0]) if old else None, after=None,
            )  # fmt: skip


def quiet_merge(repository, workspace, commit, parent, files, totals) -> None:
    """The same change arriving by a merge that is not committed yet."""
    repository.git("checkout", "-q", "-f", parent)
    try:
        repository.git("merge", "-q", "--no-commit", "--no-ff", commit)
    except subprocess.CalledProcessError:
        totals["merges that git refused"] += 1
    else:
        totals["merges"] += 1
        for path in files:
            parsed = workspace.parsed(path)
            if parsed is not None:
                margin = MarginReader(workspace, path, parsed).margin()
                totals["told during a merge"] += sum(code != "link" for code, _ in told(margin))
    (repository.root / ".git" / "MERGE_HEAD").unlink(missing_ok=True)
    repository.git("reset", "-q", "--hard", parent)


def main() -> None:
    with Path(sys.argv[1]).open("w") as out:
        for source in sys.argv[2:]:
            sys.stdout.write(json.dumps(play(Path(source), out)) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
