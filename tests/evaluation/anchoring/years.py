"""Where are definitions after years? Follows some through real histories and judges the product.

    python -m tests.evaluation.anchoring.years GIT_DIR SUFFIX --back 2000 [--symbols 100] [--seed 1]
        [--read FILE]

The truth is found without the product: a definition whose file has it under its name after every
commit is there; a file that git calls renamed takes it along; a file that is deleted takes it away
where its name comes nowhere in that commit; a definition that vanishes while one of its name and
much of its text comes in another place of the commit, and nowhere else, went there.
Whatever these do not settle was read by hand: FILE holds `{"repository", "start", "path",
"symbol", "truth"}` a line, truth being `path::name` or null. What nobody read is left out and
counted. What was read outweighs the rules: that a name went to something else a reader tells.
"""

import json
import random
import statistics
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from tests.evaluation.anchoring.history import FileChange, History
from tests.evaluation.anchoring.product import Sandbox, spent
from tests.evaluation.anchoring.project import arguments, name_of
from tests.evaluation.anchoring.told import tell

_ALIKE = 60
_SMALLEST = 3


@dataclass(frozen=True)
class Track:
    """A definition on its way."""

    start_path: str
    start_name: str
    line: int
    path: str
    name: str
    text: str
    how: str = "stands"
    unsettled: str = ""  #: the commit at which it has to be read


class Truth:
    """Tracks definitions through a history by rules that leave no doubt."""

    def __init__(self, history: History) -> None:
        self._history = history

    def tracks(self, commit: str, suffix: str, count: int, chance: random.Random) -> list[Track]:
        """Definitions of a commit, drawn at random; unique by name in their files."""
        found: list[Track] = []
        for path, blob in sorted(self._history.files(commit, suffix).items()):
            parsed = self._history.parsed(blob, path)
            for one in parsed.outline.symbols if parsed else ():
                is_code = one.kind.value in {"function", "method"} or one.is_container
                alone = len(parsed.outline.named(one.name)) == 1 if parsed else False
                if parsed and is_code and alone and one.end_line - one.line >= _SMALLEST - 1:
                    text = parsed.source(one)
                    found.append(Track(path, one.name, one.line, path, one.name, text))
        return chance.sample(found, min(count, len(found)))

    def follow(self, tracks: Sequence[Track], start: str, end: str) -> list[Track]:
        """Where they are at the end."""
        here = list(tracks)
        for commit, changes in self._history.changes(start, end):
            touched = {change.old: change for change in changes if change.old}
            for at, track in enumerate(here):
                if not track.unsettled and track.path in touched:
                    here[at] = self._step(track, touched[track.path], changes, commit)
        return here

    def _step(
        self, track: Track, change: FileChange, changes: Sequence[FileChange], commit: str
    ) -> Track:
        text = self._text(change, track.name)
        path = change.new or ""
        if text is not None:
            how = track.how if path == track.path else "file renamed"
            return replace(track, path=path, text=text, how=how)
        found = list(self._elsewhere(track, changes))
        if len(found) == 1:
            return replace(found[0], how="moved")
        if change.status == "D" and not any(self._names(track, one) for one in changes):
            return replace(track, path="", how="deleted with its file")
        return replace(track, unsettled=commit)

    def _names(self, track: Track, change: FileChange) -> bool:
        parsed = self._parsed(change)
        last = track.name.rpartition(".")[2]
        return bool(parsed) and any(one.last_name == last for one in parsed.outline.symbols)

    def _elsewhere(self, track: Track, changes: Sequence[FileChange]) -> Iterator[Track]:
        last = track.name.rpartition(".")[2]
        for change in changes:
            parsed = self._parsed(change)
            for one in parsed.outline.symbols if parsed and change.new else ():
                if one.last_name != last or not parsed or self._was_there(change, one.name):
                    continue
                text = parsed.source(one)
                if fuzz.ratio(track.text, text, score_cutoff=_ALIKE):
                    yield replace(track, path=change.new or "", name=one.name, text=text)

    def _was_there(self, change: FileChange, name: str) -> bool:
        if change.old is None:
            return False
        parsed = self._history.parsed(change.old_blob, change.old)
        return parsed is not None and bool(parsed.outline.named(name))

    def _text(self, change: FileChange, name: str) -> str | None:
        parsed = self._parsed(change)
        named = parsed.outline.named(name) if parsed else ()
        return parsed.source(named[0]) if parsed and named else None

    def _parsed(self, change: FileChange) -> Any:
        if change.new is None or "." not in change.new:
            return None
        return self._history.parsed(change.blob, change.new)


def ask(
    git_dir: str, start: str, end: str, tracks: Sequence[Track]
) -> tuple[list[Mapping[str, Any]], float]:
    """What the product says of notes made at `start`, and the processor seconds it took."""
    with tempfile.TemporaryDirectory() as scratch:
        sandbox = Sandbox(scratch)
        subprocess.run(
            ["git", "clone", "-q", "--shared", "-n", git_dir, str(sandbox.repository)], check=True
        )
        sandbox.git("checkout", "-q", "-f", start)
        sandbox.remember(
            [
                {
                    "kind": "decision",
                    "title": str(at),
                    "path": one.start_path,
                    "line": one.line,
                    "symbol": one.start_name,
                }
                for at, one in enumerate(tracks)
            ]
        )
        sandbox.git("checkout", "-q", "-f", end)
        began = spent()
        notes = sandbox.notes()
        seconds = spent() - began
    return [notes.get(str(at), {}) for at in range(len(tracks))], seconds


def alone(git_dir: str, start: str, end: str, tracks: Sequence[Track]) -> list[float]:
    """Processor seconds of `follow` for one definition at a time, a process each."""
    with tempfile.TemporaryDirectory() as scratch:
        sandbox = Sandbox(scratch)
        subprocess.run(
            ["git", "clone", "-q", "--shared", git_dir, str(sandbox.repository)], check=True
        )
        times = []
        for one in tracks:
            began = spent()
            sandbox.ask(
                "follow", f"{one.start_path}::{one.start_name}", "--from", start, "--to", end
            )
            times.append(spent() - began)
        return times


def verdict(truth: str | None, said: str | None, *, unsure: bool = False) -> str:
    """What an answer is worth."""
    if unsure:
        return "unsure"
    if said == truth:
        return "right"
    if truth is None:
        return "ghost"
    return "missed" if said is None else "wrong"


class Report:
    """What the answers of one history are worth."""

    def __init__(self, history: History, name: str, start: str, end: str) -> None:
        self.history, self.name, self.start, self.end = history, name, start, end
        self.product: Counter[str] = Counter()
        self.simple: Counter[str] = Counter()
        self.how: Counter[str] = Counter()

    def add(self, track: Track, note: Mapping[str, Any], read: Mapping[str, str | None]) -> None:
        """One definition and the note on it."""
        where = note.get("placement") or {}
        said = f"{where['path']}::{where['symbol']}" if where.get("path") else None
        key = f"{track.start_path}::{track.start_name}"
        if track.unsettled and key not in read:
            self.product["not read"] += 1
            self._ask(track, said, note)
            return
        truth = f"{track.path}::{track.name}" if track.path else None
        truth = read.get(key, truth)
        result = verdict(truth, said, unsure=note.get("state") == "uncertain")
        self.product[result] += 1
        self.how["read by a person" if key in read else track.how] += 1
        self.simple[verdict(truth, self._same_place(track))] += 1
        if result != "right":
            how = f"{note.get('state')}, {where.get('evidence')}"
            tell(f"{result:7} {key} -> {truth} | said {said}, {how}")

    def _ask(self, track: Track, said: str | None, note: Mapping[str, Any]) -> None:
        record = {
            "repository": self.name,
            "start": self.start[:10],
            "path": track.start_path,
            "symbol": track.start_name,
            "truth": said,
        }
        evidence = (note.get("placement") or {}).get("evidence")
        tell(f"READ {json.dumps(record)} {track.unsettled[:10]} {track.path} {evidence}")

    def _same_place(self, track: Track) -> str | None:
        """The same path and name at the end: the simplest rule."""
        path, name = track.start_path, track.start_name
        blob = self.history.files(self.end, path).get(path)
        parsed = self.history.parsed(blob, path) if blob else None
        return f"{path}::{name}" if parsed and parsed.outline.named(name) else None


def main() -> None:
    """As told above."""
    parser = arguments(__doc__)
    parser.add_argument("--back", type=int, default=2000)
    parser.add_argument("--symbols", type=int, default=100)
    parser.add_argument("--alone", type=int, default=10)
    parser.add_argument("--read", type=Path, default=Path(__file__).with_name("read.jsonl"))
    options = parser.parse_args()
    history, name = History(options.git_dir), name_of(options.git_dir)
    line = history.mainline()
    start, end = line[-min(options.back, len(line))], line[-1]
    truth = Truth(history)
    drawn = truth.tracks(start, options.suffix, options.symbols, random.Random(options.seed))
    tracks = truth.follow(drawn, start, end)
    notes, seconds = ask(options.git_dir, start, end, tracks)
    times = alone(options.git_dir, start, end, tracks[: options.alone])
    report, read = Report(history, name, start, end), _read(options.read, name, start)
    for track, note in zip(tracks, notes, strict=True):
        report.add(track, note, read)
    tell(
        f"{name} from {start[:10]}: {dict(report.product)}, by {dict(report.how)}",
        f"   same path and name: {dict(report.simple)}",
        f"   processor time: {1000 * seconds / len(tracks):.0f} ms a note together",
        f"   {statistics.median(times):.2f} s for one alone, the program's start included",
    )


def _read(path: Path, name: str, start: str) -> dict[str, str | None]:
    lines = path.read_text("utf-8").splitlines() if path.is_file() else []
    records = [json.loads(line) for line in lines if line]
    mine = [one for one in records if one["repository"] == name and start.startswith(one["start"])]
    return {f"{one['path']}::{one['symbol']}": one["truth"] for one in mine}


if __name__ == "__main__":
    main()
