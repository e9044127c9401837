"""The project that is measured: one long file, its repository, and a memory full of notes."""

import json
import os
import random
import subprocess
import sys
from dataclasses import replace

from chesterton.model.clean import Clean
from chesterton.model.note import EventKind, Status
from chesterton.store.location import Location
from chesterton.store.store import Store
from tests.wire.client import surroundings

FILE, SECOND = "ledger.py", "archive.py"
SYMBOLS = 174
BATCH = 5_000
CHESTERTON = (sys.executable, "-m", "chesterton")
PERSON = ("-c", "user.name=Ana", "-c", "user.email=ana@example.org")


def source(seed=7):
    """About 2,800 lines of Python with 174 functions, always the same."""
    draw = random.Random(seed)
    return '"""A ledger."""\n\n\n' + "\n\n\n".join(function(n, draw) for n in range(SYMBOLS)) + "\n"


def function(number, draw):
    steps = [
        f"    if entry.amount > {draw.randrange(9999)}:\n"
        f'        total = total + entry.fee("{draw.choice(("card", "cash", "wire"))}")'
        for _ in range(5)
    ]
    head = f"def settle_{number}(entry, total=0):\n    # {draw.choice(('pay', 'book'))} once only"
    return "\n".join([head, *steps, "    return entry.close(total)"])


def build(home, notes):
    """A committed project in `home` whose memory holds so many notes; the project's folder."""
    root = home / "project"
    root.mkdir(parents=True)
    (root / FILE).write_text(source(), encoding="utf-8")
    (root / SECOND).write_text(source(seed=8), encoding="utf-8")
    commit_all(root, home)
    lines = (json.dumps(line(number)) for number in range(min(notes, 1_000)))
    (home / "notes.jsonl").write_text("\n".join(lines), encoding="utf-8")
    run((*CHESTERTON, "import", "--confirm", str(home / "notes.jsonl")), root, home)
    multiply(home, notes)
    return root


def commit_all(root, home, message="Start"):
    """Commits a folder as it is."""
    for arguments in (("init", "-q"), ("add", "."), (*PERSON, "commit", "-qm", message)):
        run(("git", *arguments), root, home)


def line(number):
    place = {"path": "."}
    if number < 2 * SYMBOLS:
        place = {"symbol": f"{(FILE, SECOND)[number // SYMBOLS]}::settle_{number % SYMBOLS}"}
    return {"title": f"amount {number} stays below the limit", "body": "See the audit.", **place}


def multiply(home, wanted):
    """Adds notes on files elsewhere in the project, straight into the memory."""
    os.environ.setdefault("GIT_CONFIG_NOSYSTEM", "1")
    store = Store.open(Location(home / "memory"))
    project = store.projects()[0].id
    known = store.notes(project, statuses=frozenset(Status))
    pattern = next(note for note in known if note.anchors[0].symbol)
    for start in range(len(known), wanted, BATCH):
        batch = [elsewhere(pattern, n, store) for n in range(start, min(wanted, start + BATCH))]
        store.save(batch, EventKind.CREATED, by=pattern.author, at=pattern.created)
    store.close()


def elsewhere(pattern, number, store):
    anchor = replace(pattern.anchors[0], path=Clean(f"module_{number % 5_000}.py"))
    title = Clean(f"limit {number}")
    content = replace(pattern.content, title=title)
    return replace(pattern, id=store.new_id(), content=content, anchors=(anchor,), version=0)


def run(command, root, home):
    subprocess.run(
        command, cwd=root, env=surroundings(home), check=True, capture_output=True, timeout=900
    )
