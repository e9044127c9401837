"""Whole commands over a memory of 1,000 notes, beside Python that starts and does nothing.

The last row is the light path: one note on a whole file, so that nothing has to be parsed.

python -m tests.bench.command_line [--rounds 10]
"""

import argparse
import random
import resource
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
NOTHING = "python -c pass"
LIGHT = {
    NOTHING: COMMANDS[NOTHING],
    "notes --json FILE, one note": (*CHESTERTON, "notes", "--json", "README.txt"),
}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=10)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        taken = measured(home / "full", build(home / "full", 1_000), COMMANDS, options.rounds)
        light = measured(home / "light", light_project(home / "light"), LIGHT, options.rounds)
    sys.stdout.write(
        "| command | ms | times Python's start | CPU ms | times Python's |\n"
        "| --- | --- | --- | --- | --- |\n"
    )
    for table in (taken, light):
        floor = [statistics.median(column) for column in zip(*table[NOTHING], strict=True)]
        for name, samples in table.items():
            wall, cpu = (statistics.median(column) for column in zip(*samples, strict=True))
            if table is taken or name != NOTHING:
                sys.stdout.write(
                    f"| `{name}` | {wall:.0f} | {wall / floor[0]:.1f} "
                    f"| {cpu:.0f} | {cpu / floor[1]:.1f} |\n"
                )


def light_project(home):
    """A repository whose memory holds one note, on a file as a whole."""
    root = home / "project"
    root.mkdir(parents=True)
    (root / "README.txt").write_text("hello\n", "utf-8")
    for command in (
        ("git", "init", "-q"),
        ("git", "add", "-A"),
        ("git", "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "-m", "one"),
        (*CHESTERTON, "remember", "--at", "README.txt", "--title", "Why this file is here"),
    ):
        subprocess.run(command, cwd=root, env=surroundings(home), capture_output=True, check=True)
    return root


def measured(home, root, commands, count):
    """All commands once a round, in shuffled order; command -> (wall, CPU) in milliseconds."""
    taken = {name: [] for name in commands}
    for number in range(count):
        order = list(commands)
        random.Random(number).shuffle(order)
        for name in order:
            began = time.perf_counter()
            used = cpu(commands[name], root, home)
            spent = (time.perf_counter() - began, used)
            taken[name].append(tuple(seconds * 1e3 for seconds in spent))
    return taken


def cpu(command, root, home, *, may_fail=False):
    """CPU seconds of a command and what it starts."""
    before, env = _cpu(), surroundings(home)
    subprocess.run(command, cwd=root, env=env, capture_output=True, check=not may_fail)
    return _cpu() - before


def _cpu():
    """Seconds of processor time that children used, theirs included.

    In microseconds, where `os.times` counts ticks as long as a whole start of Python.
    """
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
