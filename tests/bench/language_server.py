"""Measures the language server beside the do-nothing server; prints and writes a table.

Run from the root of the project: `python -m tests.bench.language_server [--notes 100000]`.
"""

import argparse
import asyncio
import os
import random
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

import psutil

from tests.bench.workspace import FILE, SECOND, build
from tests.wire.client import COMMAND, Client

FLOOR = (sys.executable, str(Path(__file__).with_name("do_nothing.py")))
HOVERS, REPEATS, CALM_SECONDS = 200, 10, 60.0
BUSY_PERCENT = 1.5
PROFILE = {
    "capabilities": {
        "textDocument": {"hover": {"contentFormat": ["markdown"]}, "codeLens": {}},
    }
}


async def visit(command, home, root, idle=0.0):
    """One fresh process from its start to its end; name of figure -> samples (ms, MB, %)."""
    began = time.perf_counter()
    client = await Client.start(home, command=command)
    try:
        await client.initialize(root, profile=PROFILE)
        found = defaultdict(list, start=[since(began)])
        process = psutil.Process(client.process.pid)
        await measure(client, root, found, process)
        found["memory"] = [process.memory_info().rss / 2**20]
        found["open warm"].append(await opened(client, root / SECOND))
        if idle:
            await settled(process)
            process.cpu_percent()
            await asyncio.sleep(idle)
            found["idle"] = [process.cpu_percent()]
        return found
    finally:
        await client.kill()


async def settled(process):
    """Waits until what opening a file leads to in the background is done."""
    process.cpu_percent()
    for _ in range(60):
        await asyncio.sleep(1)
        if process.cpu_percent() < BUSY_PERCENT:
            return


async def measure(client, root, found, process):
    text, uri = (root / FILE).read_text(encoding="utf-8"), (root / FILE).as_uri()
    lines = [n for n, line in enumerate(text.split("\n")) if line.startswith("def ")]
    used = client.cpu_seconds()
    found["open"].append(await opened(client, root / FILE))
    found["open CPU"].append((client.cpu_seconds() - used) * 1e3)
    draw = random.Random(3)

    async def timed(method, **more):
        began = time.perf_counter()
        answer = await client.ask(method, {"textDocument": {"uri": uri}, **more}, seconds=60)
        assert answer, f"{method} answered nothing"
        return since(began)

    async def hover(shift=0):
        place = {"line": draw.choice(lines) + shift, "character": 6}
        return await timed("textDocument/hover", position=place)

    found["hover at once"] = [
        await inside(client, uri, draw.choice(lines), draw) for _ in range(HOVERS)
    ]
    await settled(process)
    for name, ask in (("hover", hover), ("lens", lambda: timed("textDocument/codeLens"))):
        await ask()
        found[name] = [await ask() for _ in range(HOVERS if name == "hover" else REPEATS)]
    for shift in range(1, 2 * REPEATS + 1):
        at = {"line": 1, "character": 0}
        params = {
            "textDocument": {"uri": uri, "version": shift + 1},
            "contentChanges": [{"range": {"start": at, "end": at}, "text": "\n"}],
        }
        if shift % 2:
            found["edit"].append(await told_after(client, "textDocument/didChange", params))
        else:
            client.tell("textDocument/didChange", params)
            found["hover after edit"].append(await hover(shift))
            await asyncio.sleep(0.3)


async def inside(client, uri, line, draw):
    """A hover over a word in the body of a function, whether or not a note claims it."""
    place = {"line": line + draw.randint(1, 10), "character": draw.choice((9, 12, 20))}
    began = time.perf_counter()
    await client.ask("textDocument/hover", {"textDocument": {"uri": uri}, "position": place})
    return since(began)


async def opened(client, path):
    """How long from opening a file until its notes are in place."""
    text = path.read_text(encoding="utf-8")
    item = {"uri": path.as_uri(), "languageId": "python", "version": 1, "text": text}
    return await told_after(client, "textDocument/didOpen", {"textDocument": item})


async def told_after(client, method, params):
    """How long until diagnostics of this version come, which is when notes are in place."""
    version, began = params["textDocument"]["version"], time.monotonic()
    seen = len(client.notices)
    client.tell(method, params)

    def told():
        return [
            when
            for when, message in client.notices[seen:]
            if message["method"] == "textDocument/publishDiagnostics"
            and message["params"]["uri"] == params["textDocument"]["uri"]
            and message["params"].get("version", version) == version
        ]

    return ((await client.until(told, CALM_SECONDS))[0] - began) * 1e3


def since(began):
    return (time.perf_counter() - began) * 1e3


def rounds(servers, count, idle=0.0):
    """All servers once a round, in shuffled order; server -> figure -> samples."""
    pooled = {name: defaultdict(list) for name in servers}
    for number in range(count):
        order = list(servers)
        random.Random(number).shuffle(order)
        for name in order:
            for figure, samples in asyncio.run(visit(*servers[name], idle)).items():
                pooled[name][figure] += samples
    return pooled


def quantile(samples, part):
    return sorted(samples)[int(part * (len(samples) - 1))]


def p99(samples):
    return quantile(samples, 0.99)


FIGURES = (
    ("start, ms", "start", statistics.median),
    ("open to notes, the first file, ms", "open", statistics.median),
    ("open to notes, the first file, CPU ms", "open CPU", statistics.mean),
    ("open to notes, the next file, ms", "open warm", statistics.median),
    ("hover right after opening p50, ms", "hover at once", statistics.median),
    ("hover right after opening p99, ms", "hover at once", p99),
    ("hover p50, ms", "hover", statistics.median),
    ("hover p99, ms", "hover", p99),
    ("edit to notes, ms", "edit", statistics.median),
    ("hover after edit, ms", "hover after edit", statistics.median),
    ("code lens, ms", "lens", statistics.median),
    ("memory, MB", "memory", statistics.median),
    ("idle CPU, %", "idle", statistics.median),
)


def table(pooled):
    """Markdown: a row for each figure, ratios to the floor behind the values."""
    names = list(pooled)
    yield "| figure | " + " | ".join(names) + " |"
    yield "| --- |" + " --- |" * len(names)
    for title, figure, summary in FIGURES:
        values = [summary(pooled[n][figure]) if pooled[n][figure] else None for n in names]
        yield f"| {title} | " + " | ".join(cell(value, values[0]) for value in values) + " |"


def cell(value, floor):
    if value is None:
        return "-"
    return f"{value:.2f} ({value / floor:.2f}x)" if floor else f"{value:.2f}"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--notes", type=int, default=100_000)
    parser.add_argument("--idle", type=float, default=10.0)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        servers = {}
        for count in sorted({1_000, options.notes}):
            home = Path(folder) / str(count)
            root = build(home, count)
            servers.setdefault("do nothing", (FLOOR, home, root))
            servers[f"chesterton, {count:,} notes"] = (COMMAND, home, root)
        load = f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
        text = "\n".join([*table(rounds(servers, options.rounds, options.idle)), "", load, ""])
    sys.stdout.write(text)
    if options.out:
        options.out.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
