"""Parses a scenario: prose, revisions of files, and markers with expectations beside the code.

The notation is described in `tests/markers/README.md`.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby
from pathlib import Path
from typing import Any

from tests.harness.markers import Call, MarkerError, split_markers

_HEADER = re.compile(r"^-- (?P<title>\S.*) --$")
_GOLDEN = re.compile(r"^@(?P<name>\w+)$")
_OPTIONS = re.compile(r"^(?P<name>settings|capabilities|world)\.json$")
_FILE = re.compile(r"^(?P<path>\S.*?)@(?P<label>\d+(?P<mode>[~+])?\w*)(?P<gone> gone)?$")

GIT, CLOCK = "git", "clock"
"""Reserved file names in headers: git commands, or the time of the step."""


class ScenarioError(Exception):
    """A scenario that cannot be parsed; the message names file and line."""


class Mode(StrEnum):
    """Where the text of a step is: committed, saved on disk, or only typed in the editor."""

    COMMITTED = ""
    SAVED = "~"
    TYPED = "+"


@dataclass(frozen=True, slots=True)
class Section:
    """One `-- title --` section of the file."""

    title: str
    body: str
    line: int  #: 1-based line of the header


@dataclass(frozen=True, slots=True)
class FileAt:
    """A file at one step, with its markers."""

    path: str
    text: str | None  #: None: deleted at this step
    calls: tuple[Call, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the scenario."""

    label: str
    mode: Mode
    commands: tuple[str, ...]  #: git commands run before the files are written
    clock: str | None  #: the time of the step; None: an hour after the previous step
    files: tuple[FileAt, ...]


@dataclass(frozen=True, slots=True)
class Scenario:
    """A parsed scenario."""

    source: Path
    prose: str
    steps: tuple[Step, ...]
    settings: Mapping[str, Any] = field(default_factory=dict)
    world: Mapping[str, Any] = field(default_factory=dict)
    capabilities: Mapping[str, Any] = field(default_factory=dict)
    golden: Mapping[str, str] = field(default_factory=dict)


def read_scenario(source: Path) -> Scenario:
    """Reads and parses a scenario file. Raises ScenarioError."""
    return parse_scenario(source.read_text(encoding="utf-8"), source)


def parse_scenario(text: str, source: Path = Path("scenario")) -> Scenario:
    """Parses the text of a scenario. Raises ScenarioError."""
    prose, sections = split_sections(text)
    options: dict[str, Mapping[str, Any]] = {}
    golden: dict[str, str] = {}
    parts: list[tuple[re.Match[str], Section]] = []
    for section in sections:
        if named := _GOLDEN.match(section.title):
            golden[named["name"]] = section.body
        elif chosen := _OPTIONS.match(section.title):
            options[chosen["name"]] = json.loads(section.body)
        elif part := _FILE.match(section.title):
            parts.append((part, section))
        else:
            raise ScenarioError(f"{source}:{section.line}: what is “{section.title}”?")
    if not prose.strip() or not parts:
        raise ScenarioError(f"{source}: a scenario has prose first and at least one revision")
    return Scenario(
        source=source,
        prose=prose.strip(),
        steps=tuple(_steps(parts, source)),
        settings=options.get("settings", {}),
        world=options.get("world", {}),
        capabilities=options.get("capabilities", {}),
        golden=golden,
    )


def split_sections(text: str) -> tuple[str, list[Section]]:
    """The prose above the first header, and the sections."""
    lines = text.splitlines(keepends=True)
    heads = [i for i, line in enumerate(lines) if _HEADER.match(line.rstrip("\n"))]
    ends = [*heads, len(lines)][1:]
    sections = [
        Section(lines[head].rstrip("\n")[3:-3], "".join(lines[head + 1 : end]), head + 1)
        for head, end in zip(heads, ends, strict=True)
    ]
    return "".join(lines[: heads[0]] if heads else lines), sections


def with_golden(text: str, golden: Mapping[str, str]) -> str:
    """The text of a scenario with golden sections replaced, or appended if missing."""
    prose, sections = split_sections(text)
    titles = {section.title for section in sections}
    added = [Section(f"@{name}", "", 0) for name in golden if f"@{name}" not in titles]
    return prose + "".join(
        f"-- {section.title} --\n{golden.get(section.title.removeprefix('@'), section.body)}"
        for section in [*sections, *added]
    )


def _steps(parts: list[tuple[re.Match[str], Section]], source: Path) -> Iterator[Step]:
    seen: set[str] = set()
    for label, group in groupby(parts, key=lambda part: part[0]["label"]):
        members = list(group)
        if label in seen:
            raise ScenarioError(f"{source}:{members[0][1].line}: revision {label} comes twice")
        seen.add(label)
        yield Step(
            label=label,
            mode=Mode(members[0][0]["mode"] or ""),
            commands=tuple(_lines(members, GIT)),
            clock=next(_lines(members, CLOCK), None),
            files=tuple(
                _file(header, section, source)
                for header, section in members
                if header["path"] not in {GIT, CLOCK}
            ),
        )


def _lines(members: list[tuple[re.Match[str], Section]], name: str) -> Iterator[str]:
    for header, section in members:
        if header["path"] == name:
            yield from (line.strip() for line in section.body.splitlines() if line.strip())


def _file(header: re.Match[str], section: Section, source: Path) -> FileAt:
    if header["gone"]:
        return FileAt(header["path"], None)
    try:
        text, calls = split_markers(section.body, header["path"], section.line)
    except MarkerError as problem:
        raise ScenarioError(f"{source}:{problem}") from None
    return FileAt(header["path"], text, calls)
