"""Whole commands over a memory of 1,000 notes, beside Python that starts and does nothing.

python -m tests.bench.command_line [--rounds 10]
"""

import argparse
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.workspace import CHESTERTON, FILE, build
from tests.wire.client import surroundings

COMMANDS = {
    "python -c pass": (sys.executable, "-c", "pass"),
    "notes FILE": (*CHESTERTON, "notes", FILE),
    "notes --json": (*CHESTERTON, "notes", "--json"),
    "recall": (*CHESTERTON, "recall", "amount below the limit"),
    "--version": (*CHESTERTON, "--version"),
}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=10)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        taken = measured(Path(folder), options.rounds)
    floor = statistics.median(taken["python -c pass"])
    sys.stdout.write("| command | ms | times Python's start |\n| --- | --- | --- |\n")
    for name, samples in taken.items():
        middle = statistics.median(samples)
        sys.stdout.write(f"| `{name}` | {middle:.0f} | {middle / floor:.1f} |\n")


def measured(home, count):
    """All commands once a round, in shuffled order; command -> milliseconds."""
    root = build(home, 1_000)
    taken = {name: [] for name in COMMANDS}
    for number in range(count):
        order = list(COMMANDS)
        random.Random(number).shuffle(order)
        for name in order:
            began = time.perf_counter()
            subprocess.run(
                COMMANDS[name], cwd=root, env=surroundings(home), capture_output=True, check=True
            )
            taken[name].append((time.perf_counter() - began) * 1e3)
    return taken


if __name__ == "__main__":
    main()
