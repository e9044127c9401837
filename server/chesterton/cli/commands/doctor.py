"""`chesterton doctor`: checks the store and the environment, and repairs the store."""

import argparse
import subprocess
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from chesterton.cli.arguments import add_json, plural
from chesterton.cli.connection import footprint
from chesterton.cli.connection.editors import EDITORS
from chesterton.cli.regular_file import is_file
from chesterton.cli.screen import Screen
from chesterton.cli.workspace_context import project_context, store_context
from chesterton.memory.opening import store_location
from chesterton.memory.project import doctor
from chesterton.model.errors import UserError
from chesterton.model.findings import Finding
from chesterton.process.programs import find_program

ABOUT = """\
Check the note store (database, index, journal, backups, permissions), git, all language grammars,
the current project, and the installed editors. Each problem is printed with a way to fix it; the
exit code is 1 if any problem is found.

With --repair, the store is first restored from its journal and backups."""

EXAMPLES = """\
  chesterton doctor
  chesterton doctor --repair"""

_VERSION_TIMEOUT = 5.0


def configure(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    parser.add_argument("--repair", action="store_true", help="repair the store first")
    add_json(parser, "one finding per line, as JSON")


def run(options: argparse.Namespace, screen: Screen) -> int:
    """Runs all checks and prints the findings."""
    findings = [*_checked(screen, repair=options.repair), *_editors()]
    for finding in findings:
        if options.json:
            screen.json(asdict(finding))
        else:
            _print(screen, finding)
    faults = sum(not finding.ok for finding in findings)
    if faults and not options.json:
        screen.message(f"Found {plural(faults, 'problem')}.")
    return 1 if faults else 0


def _checked(screen: Screen, *, repair: bool) -> list[Finding]:
    location, check = store_location(), doctor.repair if repair else doctor.doctor
    if repair or is_file(location.database):
        findings = check(location, None)
        if any(not finding.ok for finding in findings):
            return findings
    try:
        with project_context(screen) as workspace:
            return doctor.doctor(location, workspace)
    except UserError as problem:
        return [*doctor.doctor(location, None), _no_project(problem)]


def _no_project(problem: UserError) -> Finding:
    """The finding if no project could be opened; a fault if the store cannot be opened either."""
    try:
        with store_context():
            return Finding("project", ok=True, message=problem.message, advice=problem.hint)
    except UserError as trouble:
        return Finding("store.open", ok=False, message=trouble.message, advice=trouble.hint)


def _editors() -> Iterator[Finding]:
    for editor in EDITORS:
        programs = (find_program(name) for name in editor.programs)
        path = next(filter(None, programs), None)
        if path is None:
            continue
        is_set_up = footprint.is_set_up(editor, store_location())
        yield Finding(
            f"editor.{editor.name}",
            ok=True,
            message=f"{_version(path)} {'is set up' if is_set_up else 'is not set up'}",
            advice="" if is_set_up else f"set it up with: chesterton setup {editor.name}",
        )


def _version(path: Path) -> str:
    """The first line of the `--version` output; the program's path if there is no output."""
    try:
        done = subprocess.run(  # noqa: S603 - a program found on PATH
            [path, "--version"],
            cwd=path.parent,
            capture_output=True,
            text=True,
            timeout=_VERSION_TIMEOUT,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return str(path)
    return (done.stdout.splitlines() or [str(path)])[0]


def _print(screen: Screen, finding: Finding) -> None:
    mark, style = ("ok   ", "good") if finding.ok else ("FAULT", "bad")
    screen.line((f"{mark} ", style), (f"{finding.check}: ", "muted"), finding.message)
    if finding.advice:
        screen.line(f"      {finding.advice}")
