"""Starting a real editor in a world of its own."""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import psutil

HERE = Path(__file__).parent
BESIDE = str(Path(sys.executable).parent)
SECONDS = 120

CODE = """\
def charge(card, payment_id):
    with lock(payment_id):
        return card.pay()
"""


def found(program):
    """Where a program is; beside Python before the rest of the PATH. None where it is not."""
    return shutil.which(program, path=os.pathsep.join([BESIDE, os.environ.get("PATH", "")]))


def git(folder, *arguments):
    subprocess.run(["git", *arguments], cwd=folder, check=True)


def world(project, **more):
    """The environment of an editor: a home, a memory and a configuration beside the project."""
    beside = project.parent
    homes = {f"XDG_{name}_HOME": str(beside / name) for name in ("DATA", "STATE", "CACHE")}
    return {
        **os.environ,
        **homes,
        "HOME": str(beside / "person"),
        "XDG_CONFIG_HOME": str(beside / "person" / ".config"),
        "GIT_CONFIG_GLOBAL": str(Path(os.environ["HOME"]) / ".gitconfig"),
        "CHESTERTON_DATA_DIR": str(beside / "memory"),
        "PATH": os.pathsep.join([BESIDE, os.environ["PATH"]]),
        "CODE": str(project / "pay.py"),
        "SEEN": str(beside / "seen.json"),
        **more,
    }


def chesterton(project, *arguments):
    """Runs the command line as a person does."""
    (project.parent / "person").mkdir(exist_ok=True)
    command = [sys.executable, "-m", "chesterton", *arguments]
    done = subprocess.run(
        command, cwd=project, env=world(project), check=True, capture_output=True, text=True
    )
    return done.stdout


def run(project, command, environment):
    """Has an editor do its work; what it wrote down."""
    done = subprocess.run(
        command,
        cwd=project,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=SECONDS,
    )
    seen = Path(environment["SEEN"])
    assert seen.exists(), done.stderr.decode(errors="replace")
    told = json.loads(seen.read_text(encoding="utf-8"))
    assert "problem" not in told, told["problem"]
    return told


def children_after_a_kill(project, command, environment, seconds=10):
    """Kills an editor once it has connected; the processes that it started and that live on."""
    with started(project, command, environment) as editor:
        servers = psutil.Process(editor.pid).children(recursive=True)
        assert servers, "no server was started"
    left = [each for each in psutil.wait_procs(servers, timeout=seconds)[1] if _is_alive(each)]
    for process in left:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()
    return left


@contextlib.contextmanager
def started(project, command, environment):
    """An editor that has connected; it is killed at the end."""
    seen = Path(environment["SEEN"])
    with subprocess.Popen(
        command, cwd=project, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
    ) as editor:
        try:
            _until(lambda: seen.exists() and seen.stat().st_size)
            yield editor
        finally:
            editor.kill()


def _is_alive(process):
    try:
        return process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def _until(happened):
    end = time.monotonic() + SECONDS
    while not happened():
        assert time.monotonic() < end, "the editor never got ready"
        time.sleep(0.05)


def recorded(project):
    """What the recorder wrote: who spoke, when, and the message."""
    lines = (project.parent / "talk.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]
