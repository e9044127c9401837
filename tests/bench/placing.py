"""Measures what it costs to place a definition among many that may be it; prints a table.

Run from the root of the project: `python -m tests.bench.placing`. A file's functions all get other
names and an edit each, so that every one after the change is a candidate for every one before.
"""

import random
import statistics
import sys
import time

from chesterton.anchoring.definitions.changeset import Changeset
from chesterton.anchoring.definitions.ladder import place_all
from chesterton.anchoring.definitions.subject import Subject
from chesterton.model.anchor import Placement
from chesterton.syntax.language import language_for
from chesterton.syntax.outline import parse
from tests.bench.workspace import function

PATH, REPEATS = "ledger.py", 7


def sides(count):
    """The file before and after: the same functions, shuffled, renamed and edited."""
    draw = random.Random(7)
    code = [function(number, draw) for number in range(count)]
    after = [
        one.replace(f"settle_{number}(", f"book_{number}(").replace("entry.close", "entry.shut")
        for number, one in enumerate(code)
    ]
    draw.shuffle(after)
    language = language_for(PATH)
    return [parse("\n\n\n".join(each) + "\n", language) for each in (code, after)]


def spent(count, asked):
    """Milliseconds of processor time, and how many were found, for `asked` of the functions."""
    before, after = sides(count)
    subjects = [Subject.of(PATH, before, symbol) for symbol in before.outline.symbols[:asked]]
    began = time.process_time()
    found = place_all(subjects, Changeset({PATH: before}, {PATH: after}, {}))
    took = 1e3 * (time.process_time() - began)
    names = [isinstance(one, Placement) and one.symbol and one.symbol.last_name for one in found]
    right = sum(name == f"book_{number}" for number, name in enumerate(names))
    return took, right


def main():
    """As told above."""
    sys.stdout.write("| candidates | asked | ms each | right |\n| --- | --- | --- | --- |\n")
    for count, asked in ((50, 50), (200, 1), (200, 20), (200, 200), (800, 800)):
        rounds = [spent(count, asked) for _ in range(REPEATS)]
        each = statistics.median(took for took, _ in rounds) / asked
        sys.stdout.write(f"| {count} | {asked} | {each:.1f} | {rounds[0][1]} |\n")


if __name__ == "__main__":
    main()
