"""What grows: memory while typing, tables with open files, commands with the whole memory.

Run from the root of the project. Figures are CPU time, memory, or ratios to the do-nothing server.

    python -m tests.bench.load typing FILE CLASS     a note on a large class, 2,000 edits
    python -m tests.bench.load opening FOLDER  a repository of 5,000 files, 3,000 notes
    python -m tests.bench.load tabs FOLDER           fifty files of a folder: memory
    python -m tests.bench.load growth                commands at 1,000 to 100,000 notes
    python -m tests.bench.load importing             CPU a note
    python -m tests.bench.load history               100 notes over 500 commits, asked again
    python -m tests.bench.load following GIT_DIR .py  `follow`, for definitions of an old commit
    python -m tests.bench.load overloads             one of fifty overloads over 1,000 commits
"""

import argparse
import asyncio
import json
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import psutil

from chesterton.syntax.language import language_for
from chesterton.syntax.outline import parse
from tests.bench import overloads as overloads_of
from tests.bench import workspace
from tests.bench.command_line import cpu
from tests.bench.language_server import FLOOR, PROFILE, opened, told_after
from tests.bench.workspace import CHESTERTON, commit_all, run
from tests.wire.client import COMMAND, started

EDITS = (200, 2_000)
WAIT = 5.0
"""Seconds in which everything is done that opening a file leads to, and the poll has looked."""


def say(line):
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def megabytes(client):
    return psutil.Process(client.process.pid).memory_info().rss / 2**20


def noted(home, root, lines):
    """Commits a folder and imports confirmed notes about it."""
    commit_all(root, home)
    file = home / "notes.jsonl"
    file.write_text("\n".join(map(json.dumps, lines)), "utf-8")
    run((*CHESTERTON, "import", "--confirm", str(file)), root, home)


# --- the language server


async def typing(home, options):
    root = home / "project"
    root.mkdir()
    path = root / options.file.name
    shutil.copy(options.file, path)
    symbol = f"{path.name}::{options.symbol}"
    noted(home, root, [{"title": "Clone before a change", "symbol": symbol}])
    text = path.read_text("utf-8").split("\n")
    first = next(n for n, line in enumerate(text) if line.startswith(f"class {options.symbol}("))
    inside = [n for n in range(first + 5, len(text)) if text[n].startswith("        ")]
    draw = random.Random(5)
    async with started(home, command=COMMAND) as client:
        await client.initialize(root, profile=PROFILE)
        await opened(client, path)
        for edit in range(1, EDITS[-1] + 1):
            line = draw.choice(inside)
            at = {"line": line, "character": len(text[line])}
            text[line] += "x"
            change = {"range": {"start": at, "end": at}, "text": "x"}
            uri = {"uri": path.as_uri()}
            version = {**uri, "version": edit + 1}
            params = {"textDocument": version, "contentChanges": [change]}
            await told_after(client, "textDocument/didChange", params)
            place = {"line": draw.choice(inside), "character": 10}
            await client.ask("textDocument/hover", {"textDocument": uri, "position": place})
            if edit in EDITS:
                say(f"{edit} edits: {megabytes(client):.1f} MB, {client.cpu_seconds():.1f} CPU s")


def modules(root, count):
    """Small files that import nothing of each other, each with ten functions."""
    for number in range(count):
        body = "\n\n\n".join(
            f"def step_{number}_{n}(entry):\n    total = entry.amount * {n}\n    return total"
            for n in range(10)
        )
        (root / f"module_{number}.py").write_text(f'"""Module {number}."""\n\n\n{body}\n', "utf-8")


async def opening(home, options):
    """Files of a repository of 5,000: a folder again and again, with notes on 3,000 of them."""
    root = home / "project"
    sources = _sources(options.folder)
    for copy in range(5_000 // len(sources) + 1):
        shutil.copytree(options.folder, root / f"part{copy}", ignore=_NO_CACHES)
    paths = random.Random(3).sample(sorted(root.rglob("*.py")), 5_000)
    noted(home, root, _notes(root, [path for path in paths if _definitions(path)][:3_000], 1))
    paths = random.Random(2).sample(_sources(root), max(options.files))
    for count in options.files:
        figures = [await restored(home, root, paths[:count], each) for each in (FLOOR, COMMAND)]
        say(f"{count} files: {shown(figures)}")


async def restored(home, root, paths, command):
    """CPU seconds and MB after files are opened one after another, as when tabs are restored."""
    async with started(home, command=command) as client:
        await client.initialize(root, profile=PROFILE)
        await asyncio.sleep(2)
        before = client.cpu_seconds()
        for path in paths:
            await opened(client, path)
        await asyncio.sleep(WAIT)
        return client.cpu_seconds() - before, megabytes(client)


def shown(figures):
    (cpu_floor, floor), (used, memory) = figures
    return (
        f"{used:.2f} CPU s (do nothing {cpu_floor:.2f}), "
        f"{memory:.1f} MB ({memory / floor:.2f}x of {floor:.1f})"
    )


async def tabs(home, options):
    root = home / options.folder.name
    shutil.copytree(options.folder, root, ignore=_NO_CACHES)
    paths = random.Random(2).sample(_sources(root), 50)
    notes = _notes(root, paths, 2)
    noted(home, root, notes)
    for some in (paths[:1], paths):
        figures = [await restored(home, root, some, command) for command in (FLOOR, COMMAND)]
        say(f"{len(some)} files of {options.folder.name}, {len(notes)} notes: {shown(figures)}")


_NO_CACHES = shutil.ignore_patterns("__pycache__")


def _sources(folder):
    """Ordinary files: neither empty nor enormous."""
    return sorted(p for p in folder.rglob("*.py") if 2_000 < p.stat().st_size < 100_000)


def _notes(root, paths, each):
    return [
        {"title": f"{path.stem}: note {n}", "path": str(path.relative_to(root)), "line": line}
        for n, path in enumerate(paths)
        for line in _definitions(path)[:each]
    ]


def _definitions(path):
    lines = path.read_text("utf-8").split("\n")
    return [n + 1 for n, line in enumerate(lines) if line.lstrip().startswith("def ")]


# --- commands


def timed(command, root, home, rounds=5):
    """Median CPU milliseconds of a command and its children."""
    return statistics.median(cpu(command, root, home) * 1e3 for _ in range(rounds))


async def growth(home, options):
    commands = {
        "notes FILE": (*CHESTERTON, "notes", workspace.FILE),
        "recall": (*CHESTERTON, "recall", "amount below the limit"),
        "remember": (*CHESTERTON, "remember", "--at", workspace.FILE, "--title", "Once more"),
    }
    taken = {}
    for count in options.notes:
        root = workspace.build(home / str(count), count)
        taken[count] = {name: timed(each, root, root.parent) for name, each in commands.items()}
    everything = (*CHESTERTON, "notes")
    place = home / str(options.notes[1])
    first = cpu(everything, place / "project", place)
    again = cpu(everything, place / "project", place)
    for name in commands:
        cells = (f"{taken[n][name]:.0f} ms at {n:,} notes" for n in taken)
        ratio = taken[options.notes[-1]][name] / taken[options.notes[0]][name]
        say(f"{name}: {', '.join(cells)}; {ratio:.2f}x")
    say(f"notes, all {options.notes[1]:,}: {first:.2f} CPU s, again {again:.2f} CPU s")


async def importing(home, _options):
    for files, functions in ((300, 10), (3_000, 1)):
        place = home / str(files)
        root = place / "project"
        root.mkdir(parents=True)
        modules(root, files)
        commit_all(root, place)
        lines = [
            {"title": f"In cents {n}, {f}", "symbol": f"module_{n}.py::step_{n}_{f}"}
            for n in range(files)
            for f in range(functions)
        ]
        file = place / "notes.jsonl"
        file.write_text("\n".join(map(json.dumps, lines)), "utf-8")
        used = cpu((*CHESTERTON, "import", str(file)), root, place)
        say(f"{len(lines)} notes on {files} files: {used * 1e3 / len(lines):.2f} CPU ms a note")


async def history(home, _options):
    root = home / "project"
    root.mkdir()
    (root / "ledger.py").write_text(workspace.source(), "utf-8")
    lines = [{"title": f"Settles {n} once", "symbol": f"ledger.py::settle_{n}"} for n in range(100)]
    noted(home, root, lines)
    for number in range(500):
        text = (root / "ledger.py").read_text("utf-8")
        (root / "ledger.py").write_text(
            text.replace(f"def settle_{number % 174}(entry", f"def settle_{number % 174}( entry")
            if number % 2
            else text.replace(f"{number % 100}:", f"{number % 100 + 1}:", 1),
            "utf-8",
        )
        (root / "other.py").write_text(f"x = {number}\n", "utf-8")
        commit_all(root, home, f"Change {number}")
    command = (*CHESTERTON, "notes", "--json")
    say(f"the first time: {cpu(command, root, home):.2f} CPU s")
    say(f"again, nothing changed: {timed(command, root, home) / 1e3:.2f} CPU s")


async def following(home, options):
    """CPU seconds of `follow` for definitions of an old commit, drawn at random, a process each."""
    root = home / "project"
    run(("git", "clone", "-q", "--shared", str(options.repository), str(root)), home, home)
    commits = output(root, "rev-list", "--first-parent", f"--max-count={options.commits}", "HEAD")
    start, count = commits.split()[-1], len(commits.split())
    paths = output(root, "ls-tree", "-r", "--name-only", start).split("\n")
    draw = random.Random(1)
    files = [path for path in paths if path.endswith(options.suffix)]
    places = []
    for path in draw.sample(files, min(len(files), 3 * options.definitions)):
        symbols = parse(output(root, "show", f"{start}:{path}"), language_for(path)).outline.symbols
        long = sorted({each.name for each in symbols if each.end_line - each.line > 1})
        places += [f"{path}::{name}" for name in draw.sample(long, min(len(long), 1))]
    follow = (*CHESTERTON, "follow", "--json", "--from", start)
    used = sorted(
        cpu((*follow, each), root, home, may_fail=True) for each in places[: options.definitions]
    )
    last = used[int(0.9 * (len(used) - 1))]
    shown_each = f"median {statistics.median(used):.2f}, 90th percentile {last:.2f}"
    say(f"{len(used)} definitions over {count} commits: {shown_each} CPU s")


def output(root, *arguments):
    """The output of git."""
    done = subprocess.run(("git", *arguments), cwd=root, check=True, capture_output=True)
    return done.stdout.decode("utf-8", "replace").strip("\n")


async def overloads(home, _options):
    root = home / "project"
    root.mkdir()
    history = overloads_of.Overloads(root)
    noted(home, root, [{"title": "Once", "path": overloads_of.FILE, "line": history.line()}])
    history.commit(1_000)
    run(("git", "checkout", "-qf", "long"), root, home)
    command = (*CHESTERTON, "notes", "--json")
    say(f"one of fifty overloads: {cpu(command, root, home):.2f} CPU s")
    say(f"again, nothing changed: {timed(command, root, home) / 1e3:.2f} CPU s")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(dest="what", required=True)
    each = commands.add_parser("typing")
    each.add_argument("file", type=Path)
    each.add_argument("symbol")
    each = commands.add_parser("opening")
    each.add_argument("folder", type=Path)
    each.add_argument("--files", type=int, nargs="+", default=[5, 10, 20, 40, 50])
    commands.add_parser("tabs").add_argument("folder", type=Path)
    each = commands.add_parser("growth")
    each.add_argument("--notes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    commands.add_parser("importing")
    commands.add_parser("history")
    each = commands.add_parser("following")
    each.add_argument("repository", type=Path)
    each.add_argument("suffix")
    each.add_argument("--commits", type=int, default=1_500)
    each.add_argument("--definitions", type=int, default=20)
    commands.add_parser("overloads")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(globals()[options.what](Path(folder), options))


if __name__ == "__main__":
    main()
