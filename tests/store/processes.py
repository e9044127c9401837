"""Starting `tests.store.worker`."""

import json
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def worker(verb, **arguments):
    """A running worker; killed at the end."""
    command = [sys.executable, "-m", "tests.store.worker", verb, json.dumps(arguments)]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def heard(process):
    """The next line a worker tells."""
    return json.loads(process.stdout.readline())


def run(verb, **arguments):
    """All that a worker tells until it ends."""
    with worker(verb, **arguments) as process:
        told = [json.loads(line) for line in process.stdout]
        assert process.wait() == 0
    return told
