"""The workflows are well-formed, and what they call is there. What they do, `.ci/run` does, too."""

import json
import re
import subprocess
import sys

import pytest

from tests.docs.markdown import ROOT

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
SCRIPTS = json.loads((ROOT / "vscode-client" / "package.json").read_text("utf-8"))["scripts"]


def test_the_workflows_are_what_github_reads():
    checker = (sys.executable, "-m", "check_jsonschema", "--builtin-schema")
    done = subprocess.run(
        [*checker, "vendor.github-workflows", *WORKFLOWS],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda file: file.stem)
def test_what_a_workflow_calls_is_there(workflow):
    text = workflow.read_text("utf-8")
    called = re.findall(r"npm run (?:--silent )?([\w-]+)", text)
    assert set(called) <= set(SCRIPTS)
    for program in re.findall(r"(?<![\w/])\.ci/\w+", text):
        assert (ROOT / program).stat().st_mode & 0o100


def test_a_release_is_what_the_checks_build():
    release = (ROOT / ".github" / "workflows" / "release.yml").read_text("utf-8")
    assert "run: .ci/release" in release
    assert "/.ci/release" in (ROOT / ".ci" / "run").read_text("utf-8")
