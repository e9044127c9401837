"""Fixtures for command-line tests: a repository, a data directory, and an in-process shell."""

import io
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from chesterton.cli.main import main
from chesterton.memory.authorship import AGENT_VARIABLES, EDITOR_VARIABLES

PAY = '''\
"""Payments."""

LIMIT = 3


class Card:
    def charge(self, payment_id, user_id):
        with lock(f"pay:{payment_id}"):
            return self.send(payment_id)

    def send(self, payment_id):
        return payment_id


def refund(card):
    return card.send(-1)
'''


@dataclass(frozen=True)
class Ended:
    """Exit code and output of a command."""

    code: int
    out: str
    err: str

    @property
    def objects(self):
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def object(self):
        assert len(self.objects) == 1, self
        return self.objects[0]


class Shell:
    """Runs chesterton commands in-process in a folder."""

    def __init__(self, root: Path, home: Path, capsys, monkeypatch):
        self.root = root
        self.home = home
        self._capsys = capsys
        self._monkeypatch = monkeypatch

    def __call__(self, *arguments, typed=b""):
        stdin = io.TextIOWrapper(io.BytesIO(typed), encoding="utf-8")
        self._monkeypatch.setattr(sys, "stdin", stdin)
        self._capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        captured = self._capsys.readouterr()
        return Ended(code, captured.out, captured.err)

    def write(self, path, text):
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def git(self, *arguments):
        subprocess.run(["git", *arguments], cwd=self.root, check=True, capture_output=True)

    def commit(self, message="change"):
        self.git("add", "-A")
        self.git("commit", "-q", "-m", message)

    def remember(self, title="Why", at="pay.py::refund", *more):
        where = "--symbol" if "::" in at else "--at"
        return self("remember", "--title", title, where, at, "--json", *more).object

    def cd(self, folder):
        self._monkeypatch.chdir(self.root / folder)


@pytest.fixture(autouse=True)
def _a_person(monkeypatch):
    for name in (*AGENT_VARIABLES, *EDITOR_VARIABLES):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def home(tmp_path, monkeypatch):
    folder = tmp_path / "home"
    monkeypatch.setenv("CHESTERTON_DATA_DIR", str(folder))
    return folder


@pytest.fixture(scope="session")
def committed(tmp_path_factory):
    """A template to copy: a git repository with one committed file."""
    made = Shell(tmp_path_factory.mktemp("committed"), None, None, None)
    made.git("init", "-q", "-b", "main", "--template=")
    made.write("pay.py", PAY)
    made.commit("first")
    return made.root


@pytest.fixture
def shell(tmp_path, committed, home, capsys, monkeypatch):
    """A shell in a git repository with one committed file."""
    root = tmp_path / "repo"
    shutil.copytree(committed, root)
    monkeypatch.chdir(root)
    return Shell(root, home, capsys, monkeypatch)


@pytest.fixture
def nowhere(tmp_path, home, capsys, monkeypatch):
    """A shell in outside a git repository."""
    root = tmp_path / "plain"
    root.mkdir()
    monkeypatch.chdir(root)
    return Shell(root, home, capsys, monkeypatch)


@pytest.fixture
def process(shell):
    """Runs the program in a process of its own."""

    def run(*arguments, **options):
        return subprocess.run(
            [sys.executable, "-m", "chesterton", *arguments],
            cwd=shell.root,
            env={**os.environ, **options.pop("env", {})},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
            **options,
        )

    return run
