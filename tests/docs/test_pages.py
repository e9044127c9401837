"""What every page promises: its links lead somewhere, its commands exist, its prose lasts."""

import re

import pytest

from chesterton.cli.registry import COMMANDS
from tests.docs.markdown import ROOT, code, links, pages

EACH = pytest.mark.parametrize("page", pages(), ids=lambda page: str(page.relative_to(ROOT)))
COMMAND = re.compile(r"^(?:\$ )?(?:\S*/)?chesterton +([a-z]+)", re.MULTILINE)


@EACH
def test_every_relative_link_leads_to_a_file(page):
    local = [target for target in links(page) if not re.match(r"[a-z]+:|#", target)]
    missing = [to for to in local if not (page.parent / to.split("#")[0]).exists()]
    assert missing == []


@EACH
def test_every_command_in_a_page_exists(page):
    written = {name for block in code(page, "sh") for name in COMMAND.findall(block)}
    assert written - {command.name for command in COMMANDS} == set()


@EACH
def test_lines_fit_a_narrow_window(page):
    lines = page.read_text(encoding="utf-8").splitlines()
    long = [n for n, line in enumerate(lines, 1) if len(line) > 130 and not _may_be_long(line)]
    assert long == []


def test_every_page_can_be_reached_from_the_readme():
    reached, waiting = set(), [ROOT / "README.md"]
    while waiting:
        page = waiting.pop().resolve()
        if page not in reached and page.suffix == ".md" and page.is_file():
            reached.add(page)
            waiting += [page.parent / target.split("#")[0] for target in links(page)]
    fragments = ROOT / "docs" / "changelog.d"
    assert {page for page in pages() if page.parent != fragments} - reached == set()


def _may_be_long(line):
    return line.startswith(("|", "    ")) or "](" in line or "http" in line
