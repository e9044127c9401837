"""What every test stands on: a world of its own, and `--update` for golden text."""

import gc
import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

AGENTS = ("CLAUDECODE", "CLAUDE_CODE", "CODEX_", "CURSOR_", "GEMINI_", "COPILOT_", "AIDER_")
"""Variables by which a coding agent shows itself: tests speak as a person."""

PROGRAM = "CHESTERTON_PROGRAM"
"""Names the installed program that `tests/wheel` is to use; without it, the one under test."""

GIT_CONFIG = """\
[user]
    name = Ana
    email = ana@example.org
[init]
    defaultBranch = main
[commit]
    gpgSign = false
[core]
    autocrlf = false
    fsync = none
[gc]
    auto = 0
[maintenance]
    auto = false
"""


settings.register_profile(
    "shared machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("shared machine")


IN_MEMORY = Path("/dev/shm")
ROOM = 2**30
"""Bytes, several times what the files of all running tests take."""


def pytest_configure():
    """Temporary files lie in memory where there is room: waiting for a disk tests nothing."""
    if "TMPDIR" in os.environ or not os.access(IN_MEMORY, os.W_OK):
        return
    if shutil.disk_usage(IN_MEMORY).free >= ROOM:
        os.environ["TMPDIR"] = tempfile.tempdir = str(IN_MEMORY)


def pytest_collection_finish():
    """Modules and tests stay to the end: no later collection of garbage needs to visit them."""
    gc.freeze()


def pytest_addoption(parser):
    parser.addoption(
        "--update", action="store_true", help="rewrite golden text and generated pages"
    )


@pytest.fixture(name="update", scope="session")
def _update(request):
    return request.config.getoption("--update")


@pytest.fixture(scope="session", autouse=True)
def _own_world(tmp_path_factory):
    """No test reads or writes what belongs to the person who runs it."""
    home = tmp_path_factory.mktemp("home")
    (home / ".gitconfig").write_text(GIT_CONFIG, encoding="utf-8")
    with pytest.MonkeyPatch.context() as world:
        for name in list(os.environ):
            if name.startswith((*AGENTS, "CHESTERTON_", "GIT_", "XDG_")) and name != PROGRAM:
                world.delenv(name)
        for name in ("HOME", "USERPROFILE"):
            world.setenv(name, str(home))
        (home / "run").mkdir(mode=0o700)
        world.setenv("XDG_RUNTIME_DIR", str(home / "run"))
        for name in ("APPDATA", "LOCALAPPDATA"):
            world.setenv(name, str(home / name.lower()))
        world.setenv("GIT_CONFIG_NOSYSTEM", "1")
        world.setenv("CHESTERTON_DATA_DIR", str(home / "chesterton"))
        world.setenv("CHESTERTON_CONFIG_DIR", str(home / "config"))
        yield
