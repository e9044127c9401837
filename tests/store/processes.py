"""Start worker processes and receive their messages."""

import json
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def worker(verb, **arguments):
    """A running worker process; killed on exit."""
    command = [sys.executable, "-m", "tests.store.worker", verb, json.dumps(arguments)]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def receive(process):
    """The next message of a worker."""
    return json.loads(process.stdout.readline())


def run(verb, **arguments):
    """Run a worker to its end; returns all its messages."""
    with worker(verb, **arguments) as process:
        messages = [json.loads(line) for line in process.stdout]
        assert process.wait() == 0
    return messages
