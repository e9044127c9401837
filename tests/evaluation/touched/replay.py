"""Replays the labelled edits of one repository, oldest first, each note at its own commit."""

import argparse
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from chesterton.following import api
from chesterton.memory.exchange.importing import ImportOptions, import_lines
from chesterton.memory.exchange.json_lines import Line
from chesterton.memory.notes.confirm import confirm
from chesterton.memory.opening import ensured_location
from chesterton.model.author import Author
from chesterton.model.note import Placed
from chesterton.store.store import Store
from chesterton.syntax.language_rules import words
from chesterton.workspace.workspace import Workspace

PERSON = Author("terminal")
GIT = ("git", "-c", "user.name=q", "-c", "user.email=q@example.org", "-c", "core.autocrlf=false")
CODE = words("py pyi go c h cc cpp cxx hh hpp hxx java js mjs cjs jsx ts mts cts tsx rs")
BESIDE = re.compile(r"(^|/)(tests?|docs?|bench\w*|fixtures?)/|_test\.|(^|/)test[-_]|\.d\.ts$")
"""Files that no note lies in."""

TRAILER = re.compile(
    r"^(Signed-off-by|Reviewed-by|PR-URL|PR:|Fixes|Refs?|Co-authored-by|Closes|Backport-PR-URL"
    r"|Reported-by|Acked-by|Ref)\b.*|^\*.*",
    re.IGNORECASE,
)
HUNK = re.compile(r"^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")
TITLE_LIMIT, BODY_LIMIT = 100, 600


class NotMadeError(Exception):
    """A note or an edit that cannot be had."""


class Replay:
    """One repository in a clone of its own, with a store of its own."""

    def __init__(
        self,
        source: Path,
        folder: Path,
        options: argparse.Namespace,
        watches: Mapping[str, list[str]] | None,
    ) -> None:
        self.root, self.options, self.watches = folder / "repo", options, watches or {}
        run(*GIT, "clone", "-q", "--shared", "--no-checkout", str(source), str(self.root))
        order = self.git("rev-list", "--topo-order", "--reverse", "HEAD").split()
        self.position = {commit: index for index, commit in enumerate(order)}
        self.ids: dict[str, str] = {}

    def run(self, events: list[dict]) -> list[dict]:
        """Each event with what the product answers; None where it could not be made."""
        by_commit = defaultdict(list)
        for event in events:
            by_commit[event["commit"]].append(event)
        steps = [(commit, "edit") for commit in by_commit]
        steps += [(commit, "note") for commit in {event["note_commit"] for event in events}]
        steps.sort(key=lambda step: (self.position[step[0]], step[1] == "note"))
        answered = []
        for commit, step in steps:
            try:
                if step == "note":
                    self.ids[commit] = self.note(commit)
                else:
                    answered += self.edit(commit, by_commit[commit])
            except NotMadeError as why:
                sys.stderr.write(f"not made: {commit[:10]} ({step}): {why}\n")
                if step == "edit":
                    answered += [{**event, "answer": None} for event in by_commit[commit]]
        return answered

    def note(self, commit: str) -> str:
        """Stores the note of a commit; its id."""
        self.git("checkout", "-q", "-f", "--detach", commit)
        with self.store() as store, closing(Workspace.open(self.root, store)) as workspace:
            line = Line(1, self.content(commit))
            done = import_lines(
                workspace, [line], ImportOptions("labels", as_confirmed=True), by=PERSON
            )
        if not done.ids:
            raise NotMadeError(f"refused: {done.refused or done.duplicates}")
        return done.ids[0][1]

    def content(self, commit: str) -> dict:
        """The line to import: the commit's message, at the middle of its largest added hunk."""
        subject, _, body = self.git("show", "-s", "--format=%s%n%b", commit).partition("\n")
        kept = [line for line in body.splitlines() if not TRAILER.match(line.strip())]
        path, number = self.largest_hunk(commit)
        return {
            "kind": "decision",
            "title": re.sub(r"\s*\(#\d+\)$", "", subject)[:TITLE_LIMIT],
            "body": "\n".join(kept).strip()[:BODY_LIMIT],
            "path": path,
            "line": number,
            "links": [commit],
            "status": "confirmed",
            "watch": self.watches.get(commit, []),
        }

    def largest_hunk(self, commit: str) -> tuple[str, int]:
        """The path of the largest added hunk in code, and its middle line."""
        best, path = (0, "", 0), None
        for line in self.git("show", "-U0", "-M", "--format=", commit).splitlines():
            if line.startswith("+++ "):
                path = line[6:] if line.startswith("+++ b/") else None
            hunk = HUNK.match(line)
            if hunk and path and path.rpartition(".")[2] in CODE and not BESIDE.search(path):
                added = int(hunk[4] or 1)
                best = max(best, (added, path, int(hunk[3]) + added // 2), key=lambda each: each[0])
        if not best[0]:
            raise NotMadeError("no code is added")
        return best[1], best[2]

    def edit(self, commit: str, events: list[dict]) -> list[dict]:
        """Writes the edit of a commit over its parent, and asks about the notes of the events."""
        self.git("checkout", "-q", "-f", "--detach", f"{commit}^")
        wanted = {self.ids[e["note_commit"]] for e in events if e["note_commit"] in self.ids}
        with self.store() as store:
            if self.options.still_true and wanted:
                with closing(Workspace.open(self.root, store)) as workspace:
                    sure = [
                        each.note.id for each in placed(workspace, wanted) if each.first.placement
                    ]
                    confirm(workspace, sure, by=PERSON)
            paths = ["."] if self.options.whole else sorted({event["path"] for event in events})
            self.git("restore", "--source", commit, "--worktree", "--", *paths)
            with closing(Workspace.open(self.root, store)) as workspace:
                answers = {each.note.id: answer(each) for each in placed(workspace, wanted)}
        return [{**e, "answer": answers.get(self.ids.get(e["note_commit"]))} for e in events]

    def store(self) -> closing[Store]:
        """The store of this replay."""
        return closing(Store.open(ensured_location()))

    def git(self, *arguments: str) -> str:
        """What a git command prints."""
        return run(*GIT, *arguments, cwd=self.root)


def placed(workspace: Workspace, ids: set[str]) -> list[Placed]:
    """The notes with these ids, where they are."""
    notes = [workspace.store.note(each, workspace.project.id) for each in sorted(ids)]
    return api.place(workspace, notes)


def answer(each: Placed) -> dict:
    """What is told of the uncommitted edit of one note's code."""
    edit = each.edit
    return {
        "told": bool(edit and edit.claim),
        "signal": edit.signal if edit and edit.claim else "",
        "reason": edit.reason if edit else "",
        "state": each.state.value,
    }


def source_of(mirror: Path, repo: str) -> Path:
    """The git directory of a repository in the mirror."""
    for name in (repo.replace("/", "+"), repo, f"{repo}.git"):
        for folder in (mirror / name / "repo", mirror / name / ".git", mirror / name):
            if (folder / "HEAD").exists():
                return folder
    raise SystemExit(f"there is no clone of {repo} in {mirror}")


def run(*command: str, cwd: Path | None = None) -> str:
    """What a command prints. Raises NotMadeError if it fails."""
    done = subprocess.run(command, capture_output=True, check=False, cwd=cwd)
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip()
        raise NotMadeError(f"{' '.join(command[:9])}: {said[:300]}")
    return done.stdout.decode("utf-8", "replace")
