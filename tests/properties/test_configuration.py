"""Hostile and huge configuration files: read in time proportional to their size, or as text."""

import os
import subprocess
import sys
import time

import pytest

from chesterton.syntax.language import language_for
from chesterton.syntax.outline import parse

LONG = {
    "templates": ("a.yml", "a: {{ " * 30_000),
    "templates in a line": ("a.yml", "{{ x }} " * 20_000),
    "items": ("a.yml", "- a: 1\n  b: 2\n" * 15_000),
    "keys": ("a.json", "{" + ",".join(f'"k{n}": {n}' for n in range(50_000)) + "}"),
    "objects": ("a.json", "[" + ",".join(f'{{"id": "k{n}"}}' for n in range(50_000)) + "]"),
    "nested objects": ("a.json", '{"a":' * 8_000 + "1" + "}" * 8_000),
    "dotted key": ("a.toml", "a" + ".a" * 20_000 + " = 1"),
    "blocks": ("a.tf", 'a "b" {\n' * 3_000 + "}\n" * 3_000),
    "signs": ("a.ini", "=" * 200_000 + "\n" + "a" * 100_000),
    "comments": ("a.ini", "# x\na=1\n" * 30_000),
    "backslashes": ("a.properties", "\\" * 200_000),
    "open quotes": (".env", 'A="x\n' * 30_000),
    "parentheses": ("a.sql", "CREATE TABLE a (b " + "(" * 20_000 + ")" * 20_000 + ");"),
    "quotes": ("a.sql", "CREATE TABLE '" + "x''" * 60_000),
    "dollars": ("a.sql", "".join(f"$t{n}$ " for n in range(20_000))),
    "statements": ("a.sql", "create " * 50_000),
    "continuations": ("Dockerfile", "RUN " + "\\\n" * 50_000),
    "here-documents": ("Dockerfile", "RUN " + "<<E " * 5_000),
    "references": ("Makefile", "$(a)" * 20_000 + "\n" + "$(x" * 20_000),
}


@pytest.mark.parametrize("name", LONG)
def test_a_file_takes_no_longer_than_its_length(name):
    path, text = LONG[name]
    began = time.process_time()
    parsed = parse(text, language_for(path))
    for symbol in parsed.outline.symbols[:1]:
        assert parsed.fingerprint(symbol)
    assert time.process_time() - began < 10


DEEP = (
    *("- ", "? ", ": ", "? - ", "- ? ", "- : ", "-\t", "- &a ", "- !!map "),
    *('"x"- ', "{a: 1}- ", "[a] - ", "*a - "),
)
DEPTH = 400


@pytest.mark.parametrize("opening", DEEP)
def test_blocks_of_yaml_that_nest_too_deep_are_text(opening):
    """The scanner of the grammar overflows: in a process of its own, in case it still does."""
    head, tail = opening[:-2], opening[-2:]
    for text in (opening * DEPTH + "a: 1", head + tail * DEPTH + "a: 1", f'"x" {opening * DEPTH}'):
        _survives(text)


def test_indented_keys_of_yaml_that_nest_too_deep_are_text():
    _survives("".join(f"{' ' * n}k{n}:\n" for n in range(DEPTH)))
    parsed = parse("".join(f"{' ' * n}k{n}:\n" for n in range(30)), language_for("a.yml"))
    assert len(parsed.outline.symbols) == 30


def test_more_lines_of_yaml_than_its_scanner_counts_are_text():
    parsed = parse("a: 1\n" * 40_000, language_for("a.yml"))
    assert parsed.outline.symbols == ()
    assert parsed.outline.parse_warnings == ("more than 32767 lines",)


def _survives(text):
    code = (
        "import sys; from chesterton.syntax.language import language_for;"
        "from chesterton.syntax.outline import parse;"
        "parse(sys.stdin.read(), language_for('a.yml'))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], input=text, text=True, check=False, env=os.environ
    )
    assert done.returncode == 0, text[:40]
