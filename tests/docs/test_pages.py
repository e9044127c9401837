"""What every page promises: its links lead somewhere, its commands exist, its prose lasts."""

import re

from chesterton.cli.registry import COMMANDS
from tests.docs.markdown import ROOT, code, links, pages

COMMAND = re.compile(r"^(?:\$ )?(?:\S*/)?chesterton +([a-z]+)", re.MULTILINE)


def test_every_relative_link_leads_to_a_file():
    missing = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in pages()
        for target in links(page)
        if not re.match(r"[a-z]+:|#", target)
        if not (page.parent / target.split("#")[0]).exists()
    ]
    assert missing == []


def test_every_command_in_a_page_exists():
    known = {command.name for command in COMMANDS}
    unknown = [
        f"{page.relative_to(ROOT)}: chesterton {name}"
        for page in pages()
        for block in code(page, "sh")
        for name in COMMAND.findall(block)
        if name not in known
    ]
    assert unknown == []


def test_lines_fit_a_narrow_window():
    long = [
        f"{page.relative_to(ROOT)}:{number}"
        for page in pages()
        for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), 1)
        if len(line) > 130 and not _may_be_long(line)
    ]
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
