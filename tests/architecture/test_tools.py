"""The linter, the formatter and the type checker, run as tests: CI adds nothing to `pytest`."""

import subprocess
import sys

import pytest

from tests.architecture.source import ROOT

TOOLS = {
    "lint": ("ruff", "check", "--quiet", "--no-cache", "."),
    "format": ("ruff", "format", "--check", "--quiet", "--no-cache", "."),
    "types": ("mypy", "--no-error-summary"),
}


@pytest.mark.parametrize("arguments", TOOLS.values(), ids=TOOLS)
def test_the_source_passes(arguments):
    done = subprocess.run(
        [sys.executable, "-m", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
