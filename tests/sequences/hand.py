"""A person at work on one repository: edits, saves, answers notes, runs git."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from lsprotocol import types as lsp

from chesterton.memory.notes.places import parse_place
from chesterton.model.note import Kind, NoteId
from chesterton.model.time import to_time
from chesterton.store.store import Store
from chesterton.workspace.workspace import Workspace
from tests.harness.checkout import Checkout
from tests.harness.desk import Desk
from tests.harness.notes import noted
from tests.harness.scenario import Mode, Scenario, Step
from tests.harness.session import Session

PAY = '''\
"""Payments."""

LIMIT = 3


def charge(card, payment_id):
    log(card)
    with lock(payment_id):
        card.pay(retries=5)
    return card


def refund(card, amount):
    return card.send(-amount)
'''
UTIL = '''\
"""Shared functions."""


def log(card):
    print(card)
'''
RUNBOOK = "all: build\n\nbuild:\n\tmake -j1 generate\n"
START = {"pay.py": PAY, "util.py": UTIL, "runbook.txt": RUNBOOK}

CHARGE = PAY[PAY.index("def charge") : PAY.index("\n\ndef refund")]
TWICE = "\n\n\n".join(CHARGE.replace("charge", name).rstrip() for name in ("pay_now", "pay_later"))
CAPABILITIES = {"textDocument": {"hover": {"contentFormat": ["plaintext"]}}}

NOTES = {
    "lock": (Kind.PITFALL, "Lock on `payment_id`, two cards may pay at once", "pay.py::charge"),
    "retries": (Kind.DEBT, "`retries` must stay at 5", "pay.py::charge"),
    "refund": (Kind.DECISION, "`send` takes a negative `amount`", "pay.py::refund"),
    "build": (Kind.PITFALL, "-j1: the generator is not safe to run twice", "runbook.txt:3-4"),
}
"""Kind, title and place of each note."""


def write_template(root: Path) -> None:
    """A repository with the branches `main`, `theirs` and `other`."""
    checkout = Checkout(root)
    branches = {
        "theirs": {"pay.py": PAY.replace("lock(payment_id)", "lock(card.owner)")},
        "other": {"util.py": UTIL.replace("print(card)", "print(repr(card))")},
    }
    moment = to_time(datetime.now(UTC))
    for path, text in START.items():
        checkout.write(path, text)
    checkout.commit("Start", moment)
    for branch, files in branches.items():
        checkout.git(f"checkout -q -b {branch} main", moment)
        for path, text in files.items():
            checkout.write(path, text)
        checkout.commit(f"Change {branch}", moment)
    checkout.git("checkout -q main", moment)


class Hand:
    """One row at work: `do` carries out a step by its name."""

    paths = ("pay.py", "util.py", "cash.py", "runbook.txt")

    def __init__(self, folder: Path, template: Path, empty_store: Path) -> None:
        session = Session(Scenario(folder, "", (), capabilities=CAPABILITIES), folder, empty_store)
        shutil.copytree(template, session.root, dirs_exist_ok=True)
        self.session = session
        self._enter()
        session.desk = self.desk = Desk(session)
        self.path = "pay.py"
        self._texts: list[str] = []
        workspace = session.workspace
        self.notes: dict[str, NoteId] = {
            name: noted(workspace, title, parse_place(where, workspace.has), kind=kind).id
            for name, (kind, title, where) in NOTES.items()
        }
        self._steps: dict[str, Callable[[], None]] = {
            "undo": lambda: self._write(self._texts.pop()),
            "save": self._save,
            "confirm": lambda: self._ask("confirm", ids=[self.notes["lock"]]),
            "snooze": lambda: self._ask("snooze", ids=[self.notes["lock"]]),
            "unconfirm": lambda: self._ask("undo", id=self.notes["lock"]),
            "commit": lambda: self._git("add -A && commit -q -m Change"),
            "amend": lambda: self._git("commit -q -a --amend -m Amended"),
            "revert": lambda: self._git("revert --no-edit HEAD"),
            "reset": lambda: self._git("reset -q --hard"),
            "drop": lambda: self._git("reset -q --hard HEAD~1"),
            "soft": lambda: self._git("reset -q --soft HEAD~1"),
            "theirs": lambda: self._git("checkout -q theirs"),
            "back": lambda: self._git("checkout -q -"),
            "stash": lambda: self._git("stash -q"),
            "pop": lambda: self._git("stash pop -q"),
            "keep": lambda: self._git("checkout -q -b kept"),
            "pick": lambda: self._git("cherry-pick main"),
            "rebase": lambda: self._git("rebase -q other"),
            "merge": lambda: self._git("merge -q --no-edit other"),
        }

    def close(self) -> None:
        """Closes the store and the editor."""
        self.session.close()

    @contextmanager
    def opened_again(self) -> Iterator[Workspace]:
        """The project as another process opens it."""
        with (
            closing(Store.open(self.session.store.location)) as store,
            closing(Workspace.open(self.session.root, store)) as workspace,
        ):
            yield workspace

    @property
    def is_saved(self) -> bool:
        """Whether the files on disk are what the editor shows."""
        return not self.session.typed

    @property
    def text(self) -> str:
        """The text of `pay.py` in the editor."""
        return self.session.text(self.path)

    def do(self, step: str) -> None:
        """Carries out a step: an edit or one of the others."""
        if step in EDITS:
            old = self.text
            new = EDITS[step](old)
            assert new != old, f"{step} edits nothing"
            self._texts.append(old)
            self._write(new)
        elif step in SAVED:
            self._save()
            for path, text in SAVED[step].items():
                self.session.checkout.write(path, text)
        else:
            self._steps[step]()
        self._enter()
        for path in self.paths:
            if not self.is_there(path):
                self.desk.close_document(path)
        self.desk.look_again()

    def is_there(self, path: str) -> bool:
        """Whether a file is on disk or in the editor."""
        return path in self.session.typed or (self.session.root / path).exists()

    def _enter(self) -> None:
        moment = to_time(datetime.now(UTC))
        self.session.enter(Step("", Mode.SAVED, (), moment, ()))

    def _write(self, text: str) -> None:
        self.session.typed[self.path] = text

    def _save(self) -> None:
        for path, text in self.session.typed.items():
            self.session.checkout.write(path, text)
        self.session.typed.clear()

    def _git(self, commands: str) -> None:
        self._save()
        self.session.checkout.git(commands, to_time(datetime.now(UTC)))

    def _ask(self, verb: str, **arguments: object) -> None:
        self.desk.execute(lsp.Command("", f"chesterton.{verb}", arguments=[arguments]))


def _replacing(old: str, new: str) -> Callable[[str], str]:
    return lambda text: text.replace(old, new, 1)


EDITS: dict[str, Callable[[str], str]] = {
    "watched": _replacing("lock(payment_id)", "lock(card.user_id)"),
    "again": _replacing("lock(card.user_id)", "lock(card.user_id, 5)"),
    "restore": _replacing("lock(card.user_id)", "lock(payment_id)"),
    "beside": _replacing("    log(card)\n", "    log(card, 1)\n"),
    "unbeside": _replacing("    log(card, 1)\n", "    log(card)\n"),
    "retries": _replacing("retries=5", "retries=9"),
    "elsewhere": _replacing("-amount", "-abs(amount)"),
    "comment": _replacing("    log(card)\n", "    # first of all\n    log(card)\n"),
    "above": _replacing("LIMIT = 3\n", "LIMIT = 3\nOFTEN = 4\n"),
    "rename": _replacing("def charge(", "def bill("),
    "delete": lambda text: text.replace(f"{CHARGE}\n\n", ""),
    "split": lambda text: text.replace(CHARGE.rstrip(), TWICE),
    "gut": _replacing(CHARGE[CHARGE.index("    log") :], "    return None\n"),
}
"""Edits of `pay.py` in the editor, not saved."""

SAVED: dict[str, dict[str, str | None]] = {
    "move": {"pay.py": PAY.replace(f"{CHARGE}\n\n", ""), "util.py": f"{UTIL}\n\n{CHARGE}"},
    "mv": {"pay.py": None, "cash.py": PAY},
    "quote": {"runbook.txt": RUNBOOK.replace("-j1", "-j2")},
    "unquote": {"runbook.txt": RUNBOOK},
}
"""Edits of files by another program."""
