"""Where the editors are, and a small project to open in them."""

import os

import pytest

from tests.editors.running import CODE, git

NO_SKIP = os.environ.get("CHESTERTON_NO_SKIP", "") not in {"", "0"}
"""Set where every editor was installed: a test that would be skipped fails instead."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport():
    report = yield
    if NO_SKIP and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped where every editor is expected: {report.longrepr}"
    return report


@pytest.fixture(name="project")
def _project(tmp_path):
    project = tmp_path / "shop"
    project.mkdir()
    (project / "pay.py").write_text(CODE, encoding="utf-8")
    git(project, "init", "-q")
    git(project, "add", ".")
    git(project, "commit", "-q", "-m", "A shop")
    return project
