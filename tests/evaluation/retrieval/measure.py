"""Does recall find the note? Prints the table of README.md.

    python -m tests.evaluation.retrieval.measure NOTES.jsonl QUERIES.jsonl [--speed 10000 ...]

NOTES: {"id", "repo", "text"} a line; QUERIES: {"id", "repo", "query", "gold", "max_overlap"}. A
question is asked within its repository. `hard` are those with under 34 % of their words in the
best right note. The product is asked through `recall` itself, over a memory of its own.
"""

import argparse
import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from math import log2
from pathlib import Path

from chesterton.memory.notes.recall import recall
from chesterton.memory.notes.remember import clean_content
from chesterton.model.anchor import PROJECT_PATH, Anchor
from chesterton.model.clean import Clean
from chesterton.model.note import EventKind, Kind, Note, NoteContent, Origin, Status
from chesterton.search.terms import words
from chesterton.store.location import Location
from chesterton.store.store import Store
from chesterton.workspace.workspace import Workspace
from tests.evaluation.retrieval.baselines import SYSTEMS, FullText

DEPTH = 20
HARD = 0.34
ELSEWHERE = Path(__file__).with_name("elsewhere.txt")
BATCH = 2_000

Ask = Callable[[str], list[str]]


@dataclass(frozen=True)
class Query:
    """A question and the ids of the notes that answer it."""

    repository: str
    text: str
    gold: frozenset[str]
    is_hard: bool


@contextmanager
def memory(notes: dict[str, str]) -> Iterator[tuple[Workspace, dict[str, str]]]:
    """A memory with these texts as project notes, and which stored id stands for which text."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch, "plain")
        folder.mkdir()
        store = Store.open(Location(Path(scratch, "data")))
        workspace = Workspace.open(folder, store)
        names = _fill(workspace, store, notes)
        yield workspace, names
        workspace.close()
        store.close()


def _fill(workspace: Workspace, store: Store, notes: dict[str, str]) -> dict[str, str]:
    project, now, author = workspace.ensure_recorded(), workspace.now(), Clean("Ana")
    anchor = Anchor(Clean(PROJECT_PATH))
    names: dict[str, str] = {}
    made: list[Note] = []
    for name, text in notes.items():
        typed = NoteContent(Kind.DECISION, text.splitlines()[0], body=text)
        made.append(
            Note(
                store.new_id(),
                project,
                clean_content(typed).content,
                (anchor,),
                author,
                Origin.IMPORT,
                now,
                Status.CONFIRMED,
            )
        )
        names[made[-1].id] = name
    for start in range(0, len(made), BATCH):
        store.save(made[start : start + BATCH], EventKind.CREATED, by=author, at=now)
    return names


def tell(text: str) -> None:
    """One line of the report."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def gain(gold: frozenset[str], ranking: Sequence[str]) -> float:
    """NDCG at 10."""
    got = sum(1 / log2(place + 2) for place, note in enumerate(ranking[:10]) if note in gold)
    return got / sum(1 / log2(place + 2) for place in range(min(10, len(gold))))


def answer_all(
    queries: Sequence[Query], asks: dict[str, Ask]
) -> tuple[list[list[str]], list[float]]:
    """Each question's ranking and milliseconds of this process."""
    rankings, times = [], []
    for query in queries:
        began = time.process_time()
        rankings.append(asks[query.repository](query.text))
        times.append((time.process_time() - began) * 1000)
    return rankings, times


def print_row(
    name: str, queries: Sequence[Query], rankings: Sequence[list[str]], times: Sequence[float]
) -> None:
    """One line of the table."""
    pairs = list(zip(queries, rankings, strict=True))
    cells = []
    for chosen in (pairs, [pair for pair in pairs if pair[0].is_hard]):
        gains = statistics.fmean(gain(query.gold, ranking) for query, ranking in chosen)
        hits = statistics.fmean(bool(query.gold & set(ranking[:5])) for query, ranking in chosen)
        cells += [f"{gains:.3f}", f"{hits:.3f}"]
    empty = statistics.fmean(not ranking for ranking in rankings)
    cells += [f"{empty:.1%}", f"{statistics.median(times):.1f}"]
    tell(f"| {name} | {' | '.join(cells)} |")


def difference(queries: Sequence[Query], ours: Sequence[list], other: Sequence[list]) -> str:
    """How much more NDCG@10 we have, with the 95 % interval of 2,000 paired resamplings."""
    gains = [
        gain(query.gold, one) - gain(query.gold, two)
        for query, one, two in zip(queries, ours, other, strict=True)
    ]
    draw = random.Random(1)
    means = sorted(statistics.fmean(draw.choices(gains, k=len(gains))) for _ in range(2_000))
    return f"{statistics.fmean(gains):+.3f} ({means[50]:+.3f} to {means[-50]:+.3f})"


def print_short(queries: Sequence[Query], asks: dict[str, Ask]) -> None:
    """Questions of a few words drawn from the real ones."""
    draw = random.Random(3)
    for size in (1, 2, 3, 4, 5):
        rankings = []
        for query in queries:
            drawn = words(query.text)
            if len(drawn) >= size:
                text = " ".join(draw.sample(drawn, size))
                rankings.append((query, asks[query.repository](text)))
        empty = statistics.fmean(not ranking for _, ranking in rankings)
        hits = statistics.fmean(bool(query.gold & set(found[:5])) for query, found in rankings)
        tell(f"| {size} | {len(rankings)} | {empty:.1%} | {hits:.3f} |")


def print_elsewhere(asks: dict[str, Ask]) -> None:
    """Questions that have no answer."""
    sections: dict[str, list[str]] = {}
    for line in ELSEWHERE.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            sections[line.removeprefix("# ")] = []
        elif line:
            sections[list(sections)[-1]].append(line)
    said = sorted({word for line in sections["sentences"] for word in words(line)})
    draw = random.Random(5)
    sections["words drawn"] = [" ".join(draw.sample(said, draw.randint(3, 7))) for _ in range(100)]
    for name, lines in sections.items():
        answers = [ask(line) for line in lines for ask in asks.values()]
        empty = statistics.fmean(not answer for answer in answers)
        tell(f"| {name} | {len(answers)} | {empty:.1%} |")


def print_speed(texts: Sequence[str], queries: Sequence[Query], count: int) -> None:
    """Milliseconds of a search over many notes: real texts with words of others mixed in."""
    draw = random.Random(7)
    vocabulary = [word for text in texts for word in text.split()]
    made = {
        str(number): f"{draw.choice(texts)} {' '.join(draw.sample(vocabulary, 12))}"
        for number in range(count)
    }
    with memory(made) as (workspace, _):
        times = []
        for query in queries[::5]:
            began = time.process_time()
            recall(workspace, query.text)
            times.append((time.process_time() - began) * 1000)
    times.sort()
    last = times[int(len(times) * 0.99)]
    tell(f"| {count:,} | {statistics.median(times):.1f} | {last:.1f} |")


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("notes", type=Path)
    parser.add_argument("queries", type=Path)
    parser.add_argument("--speed", type=int, nargs="*", default=[], metavar="NOTES")
    options = parser.parse_args()
    notes: dict[str, dict[str, str]] = {}
    for line in options.notes.read_text(encoding="utf-8").splitlines():
        note = json.loads(line)
        notes.setdefault(note["repo"], {})[note["id"]] = note["text"]
    queries = [_query(line) for line in options.queries.read_text(encoding="utf-8").splitlines()]
    _measure(notes, queries)
    texts = [text for each in notes.values() for text in each.values()]
    if options.speed:
        tell("\n| notes | p50 ms | p99 ms |\n| --- | --- | --- |")
    for count in options.speed:
        print_speed(texts, queries, count)


def _query(line: str) -> Query:
    row = json.loads(line)
    return Query(row["repo"], row["query"], frozenset(row["gold"]), row["max_overlap"] < HARD)


def _measure(notes: dict[str, dict[str, str]], queries: Sequence[Query]) -> None:
    tell("| system | NDCG@10 | hit@5 | hard NDCG@10 | hard hit@5 | empty | ms |")
    tell("| --- | --- | --- | --- | --- | --- | --- |")
    best: list[list[str]] = []
    for name, system in SYSTEMS.items():
        asks = {repo: FullText(system, texts).ask for repo, texts in notes.items()}
        best, times = answer_all(queries, asks)
        print_row(name, queries, best, times)
    with _products(notes) as asks:
        ours, times = answer_all(queries, asks)
        print_row("**recall**", queries, ours, times)
        tell(f"\nrecall over the last of the others: NDCG@10 {difference(queries, ours, best)}\n")
        tell("| words | questions | empty | hit@5 |\n| --- | --- | --- | --- |")
        print_short(queries, asks)
        tell("\n| questions from elsewhere | asked | nothing found |\n| --- | --- | --- |")
        print_elsewhere(asks)


@contextmanager
def _products(notes: dict[str, dict[str, str]]) -> Iterator[dict[str, Ask]]:
    with ExitStack() as opened:
        yield {repo: _product(*opened.enter_context(memory(each))) for repo, each in notes.items()}


def _product(workspace: Workspace, names: dict[str, str]) -> Ask:
    def ask(text: str) -> list[str]:
        return [names[hit.placed.note.id] for hit in recall(workspace, text, DEPTH)]

    return ask


if __name__ == "__main__":
    main()
