"""Measures outlines of 10,000 lines; prints a table.

Run from the root of the project: `python -m tests.bench.outline [--lines 10000] FILE...`. A file is
taken again and again, each time with other names, without what may only stand at the top. *Outline*
is names and spans beside parsing alone; *again* is after a key was pressed somewhere in a
definition, beside the grammar's own second parse. Processor time, medians.
"""

import argparse
import random
import re
import statistics
import sys
import time
from pathlib import Path

import tree_sitter

from chesterton.model.symbol import SymbolKind
from chesterton.syntax.grammar import grammar
from chesterton.syntax.language import language_for
from chesterton.syntax.outline import parse
from chesterton.syntax.text import Edit, Text
from chesterton.syntax.tree import reparse, source_of

REPEATS, KEYS = 7, 40
CODE = {SymbolKind.FUNCTION, SymbolKind.METHOD}


def repeated(code, language, lines):
    """The code so often that it has so many lines, its definitions renamed each time."""
    symbols = parse(code, language).outline.symbols
    names = {symbol.last_name for symbol in symbols}
    listed = sorted(filter(str.isidentifier, names), key=len, reverse=True)
    own = re.compile(rf"\b({'|'.join(map(re.escape, listed))})\b")
    first = next(one.first_line for one in symbols if one.is_container or one.kind in CODE)
    rest = "\n".join(code.split("\n")[first - 1 :])
    times = range(1, 1 + lines // code.count("\n"))
    return "\n".join([code, *(own.sub(rf"\g<1>x{n}", rest) for n in times)])


def spent(work):
    began = time.process_time()
    done = work()
    return 1e3 * (time.process_time() - began), done


def keys(text, symbols, draw):
    """A letter more somewhere in a definition."""
    bodies = [one for one in symbols if one.end_line > one.line + 1]
    while True:
        one = draw.choice(bodies)
        at = draw.randrange(one.name_span.end, one.span.end)
        if text[at - 1].isalnum():
            return Edit(at, at, "z")


def measure(code, language):
    """Milliseconds: parse, outline, parse again, outline again."""
    text = Text(code)
    source = source_of(code)
    parser = tree_sitter.Parser(grammar(language))
    bare = statistics.median(spent(lambda: parser.parse(source))[0] for _ in range(REPEATS))
    full = statistics.median(spent(lambda: parse(text, language))[0] for _ in range(REPEATS))
    parsed, draw, first, second = parse(text, language), random.Random(3), [], []
    for _ in range(KEYS):
        edit = keys(text.value, parsed.outline.symbols, draw)
        fresh = text.edited([edit])
        took, again = spent(lambda fresh=fresh, parsed=parsed: parse(fresh, language, parsed))
        second.append(took)
        tree = parsed.tree()
        took, _ = spent(
            lambda tree=tree, fresh=fresh: reparse(tree, source_of(fresh.value), language)
        )
        first.append(took)
        if not again.has_errors or parsed.has_errors:
            text, parsed = fresh, again
    return bare, full, statistics.median(first), statistics.median(second)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--lines", type=int, default=10_000)
    options = parser.parse_args()
    sys.stdout.write(
        "| file | lines | parse, ms | outline | parse again, ms | outline again, ms |\n"
    )
    sys.stdout.write("|" + " --- |" * 6 + "\n")
    for file in options.files:
        language = language_for(file.name)
        code = repeated(file.read_text(encoding="utf-8"), language, options.lines)
        if parse(code, language).has_errors:
            sys.stderr.write(f"{file.name}: is not understood when it is repeated\n")
        bare, full, first, second = measure(code, language)
        row = f"{bare:.0f} | {full / bare:.2f}x | {first:.1f} | {second:.1f}"
        lines = code.count("\n")
        sys.stdout.write(f"| `{file.name}` | {lines:,} | {row} |\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
