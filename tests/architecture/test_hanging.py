"""A test that hangs fails alone, and pytest still prints its summary."""

import subprocess
import sys

from tests.architecture.source import ROOT

TESTS = """
import time

def test_hangs():
    time.sleep(60)

def test_passes():
    pass
"""


def test_a_test_that_hangs_fails_alone(tmp_path):
    file = tmp_path / "test_hanging.py"
    file.write_text(TESTS, encoding="utf-8")
    options = ("-c", str(ROOT / "pyproject.toml"), "--rootdir", str(tmp_path), "-q", "-n", "0")
    result = subprocess.run(
        [sys.executable, "-m", "pytest", *options, "-o", "timeout=1", str(file)],
        capture_output=True,
        check=False,
        text=True,
        cwd=tmp_path,
    )
    assert "1 failed, 1 passed" in result.stdout.splitlines()[-1]
