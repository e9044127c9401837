"""Switches between branches that differ in thousands of files while an editor is open.

Run from the root of the project: `python -m tests.bench.branch_switch [--files 5000]`. One branch
has what the other has, with a header in every file, every tenth function renamed, every fortieth
file moved and every hundredth function gone. Prints how long it takes until every open file shows
what a fresh server shows, and how long hovers take meanwhile.
"""

import argparse
import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.language_server import PROFILE, quantile, since
from tests.bench.workspace import CHESTERTON, run
from tests.wire.client import Client

NOTES, OPEN, SWITCHES = 200, 20, 6
WATCHED_SECONDS, PAUSE = 20.0, 0.02
HEADER = "# Copyright of the shop\n\n\n"
STEP = "    total = total + card.fee_{n}(amount, {k})\n"
CHANGED = 2  # the kind of a file event


def code(number, *, is_new):
    if is_new and number % 100 == 50:
        return HEADER + "LIMIT = 3\n"
    verb = "settle" if is_new and number % 10 == 5 else "charge"
    steps = "".join(STEP.format(n=number, k=k) for k in range(10))
    body = f"def {verb}_{number}(card, amount, total=0):\n{steps}    return card.pay(total)\n"
    return (HEADER if is_new else "") + body


def name(number, *, is_new):
    return f"{'desk' if is_new and number % 40 == 25 else 'shop'}/pay_{number}.py"


def commit(branch, files, *, is_new, start=""):
    """A commit for git's fast-import."""
    parts = [f"commit refs/heads/{branch}\ncommitter Ana <ana@example.org> 1760000000 +0000\n"]
    parts.append(f"data 3\nAll\n{start}" + ("deleteall\n" if is_new else ""))
    for number in range(files):
        text = code(number, is_new=is_new)
        path = name(number, is_new=is_new)
        parts.append(f"M 100644 inline {path}\ndata {len(text)}\n{text}\n")
    return "".join(parts)


def build(home, files):
    root = home / "project"
    root.mkdir(parents=True)
    git(root, "init", "-q", "-b", "main")
    history = commit("main", files, is_new=False)
    history += commit("topic", files, is_new=True, start="from refs/heads/main\n")
    git(root, "fast-import", "--quiet", given=history)
    git(root, "checkout", "-q", "-f", "main")
    rows = (
        {"title": f"Charge {n} once", "symbol": f"{name(n, is_new=False)}::charge_{n}"}
        for n in noted(files)
    )
    (home / "notes.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    run((*CHESTERTON, "import", "--confirm", str(home / "notes.jsonl")), root, home)
    return root


def noted(files):
    return range(0, files, files // NOTES)


def git(root, *arguments, given=""):
    done = ["git", *arguments]
    subprocess.run(done, cwd=root, check=True, capture_output=True, input=given.encode())


class Desk:
    """An editor with some noted files open."""

    def __init__(self, client, root, paths):
        self.client, self.root, self.paths = client, root, paths
        self.versions = dict.fromkeys(paths, 0)

    @classmethod
    async def open(cls, home, root, paths):
        client = await Client.start(home)
        await client.initialize(root, profile=PROFILE)
        desk = cls(client, root, paths)
        for path in paths:
            item = {"languageId": "python", "version": 0, "text": desk.text(path)}
            document = {"uri": desk.uri(path), **item}
            client.tell("textDocument/didOpen", {"textDocument": document})
        return desk

    def uri(self, path):
        return (self.root / path).as_uri()

    def text(self, path):
        return (self.root / path).read_text(encoding="utf-8")

    def reload(self, events, *, alone):
        """What an editor says after files changed under it."""
        for path in self.paths:
            self.versions[path] += 1
            document = {"uri": self.uri(path), "version": self.versions[path]}
            changes = [{"text": self.text(path)}]
            told = {"textDocument": document, "contentChanges": changes}
            self.client.tell("textDocument/didChange", told)
        batches = [[event] for event in events] if alone else [events]
        for batch in batches:
            self.client.tell("workspace/didChangeWatchedFiles", {"changes": batch})

    async def lenses(self):
        """What is shown in the open files."""
        asked = [{"textDocument": {"uri": self.uri(path)}} for path in self.paths]
        return [await self.client.ask("textDocument/codeLens", each) for each in asked]

    async def hover(self):
        place = {"position": {"line": 0, "character": 6}}
        document = {"uri": self.uri(self.paths[0])}
        began = time.perf_counter()
        await self.client.ask("textDocument/hover", {"textDocument": document, **place})
        return since(began)


async def switch(desk, branch, events, *, alone):
    """Seconds until nothing changes any more, the hovers until then, and what is shown."""
    await asyncio.to_thread(git, desk.root, "checkout", "-q", branch)
    began = time.perf_counter()
    desk.reload(events, alone=alone)
    hovers, shown, settled = [], None, 0.0
    while (now := time.perf_counter()) - began < WATCHED_SECONDS:
        hovers.append(await desk.hover())
        lenses = await desk.lenses()
        if lenses != shown:
            shown, settled = lenses, now - began
        await asyncio.sleep(PAUSE)
    return settled, hovers, shown


async def fresh(home, root, paths):
    """What a server shows that never saw another branch."""
    desk = await Desk.open(home, root, paths)
    seen = None
    while (lenses := await desk.lenses()) != seen:
        seen = lenses
        await asyncio.sleep(3)
    await desk.client.kill()
    return seen


async def measure(home, files):
    root = build(home, files)
    both = [n for n in noted(files) if name(n, is_new=True) == name(n, is_new=False)]
    paths = [name(n, is_new=True) for n in both[:OPEN]]
    desk = await Desk.open(home, root, paths)
    await asyncio.sleep(5)
    uris = [(root / name(n, is_new=False)).as_uri() for n in range(files)]
    events = [{"uri": uri, "type": CHANGED} for uri in uris]
    for number in range(SWITCHES):
        branch, alone = ("main", "topic")[(number + 1) % 2], number >= SWITCHES // 2
        settled, hovers, shown = await switch(desk, branch, events, alone=alone)
        same = shown == await fresh(home, root, paths)
        sent = f"{files:,} messages" if alone else "one message"
        lenses = sum(map(len, shown))
        times = f"{settled:.1f} | {quantile(hovers, 0.95):.0f} | {max(hovers):.0f}"
        yield f"| {branch} | {sent} | {times} | {lenses} | {same} |"
    await desk.client.kill()


async def report(options):
    tell("| to | events in | settled, s | hover p95, ms | most | lenses | as a fresh server |")
    tell("|" + " --- |" * 7)
    with tempfile.TemporaryDirectory() as folder:
        async for row in measure(Path(folder), options.files):
            tell(row)
    tell(f"\nload average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


def tell(line):
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=5_000)
    asyncio.run(report(parser.parse_args()))


if __name__ == "__main__":
    main()
