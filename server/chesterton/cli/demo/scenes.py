"""The demo's scenes: showing, writing, following and finding notes, and warning about a change."""

import subprocess
from dataclasses import dataclass
from importlib import resources
from typing import Any

from chesterton.cli.demo.client import Editor
from chesterton.cli.demo.drawing import Picture, line_of
from chesterton.cli.demo.sandbox import Sandbox
from chesterton.model.errors import UserError
from chesterton.process.programs import own_command

PROCESSOR, CHARGING, CHECKOUT = "pay/processor.py", "pay/charging.py", "web/checkout.ts"
_KEY, _WRONG_KEY = "{payment.payment_id}", "{payment.user_id}"
_SETTLING = 0.6
"""Seconds to wait before concluding that the server publishes no diagnostics."""


@dataclass(frozen=True, slots=True)
class Story:
    """The steps of the demo. Each raises UserError if the server does not behave as expected."""

    sandbox: Sandbox
    editor: Editor
    picture: Picture

    def run(self) -> None:
        """Runs all steps."""
        steps = (
            self._open,
            self._edit_beside,
            self._edit_the_claim,
            self._remember,
            self._rename_and_move,
            self._real_change,
            self._heal,
            self._search,
        )
        for number, step in enumerate(steps, start=1):
            step(number)

    def _open(self, number: int) -> None:
        self.picture.scene(f"You open {PROCESSOR}", number)
        self.editor.open(PROCESSOR)
        self._lens(PROCESSOR, "payment_id")
        text = self.sandbox.read(PROCESSOR)
        self.picture.say("Six months ago Ana fixed a double charge here. Her note still says why.")
        line = line_of(text, "def charge")
        self.picture.code(text, (line, line + 9), self.editor.lenses(PROCESSOR))
        self.picture.say("Hover over the name:")
        self.picture.hover(self._hover(PROCESSOR, text, "charge(self"))

    def _edit_beside(self, number: int) -> None:
        self.picture.scene("You edit a line nearby", number)
        text = self.sandbox.read(PROCESSOR)
        edited = text.replace(
            "the provider gave no final answer", "timed out waiting for the final answer"
        )
        self.editor.change(PROCESSOR, edited)
        self.editor.until(lambda: False, _SETTLING)
        diagnostics = self.editor.diagnostics(PROCESSOR)
        if diagnostics:
            raise UserError("the demo got an unexpected warning", "run: chesterton doctor")
        line = line_of(edited, "timed out")
        lenses = self.editor.lenses(PROCESSOR)
        self.picture.code(edited, (line - 2, line), lenses, diagnostics, edited=line)
        self.picture.say("No warning: the note is not about that line.")

    def _edit_the_claim(self, number: int) -> None:
        self.picture.scene("You change the code the note describes", number)
        text = self.sandbox.read(PROCESSOR)
        edited = text.replace(_KEY, _WRONG_KEY)
        self.editor.change(PROCESSOR, edited)
        self._expect(lambda: self.editor.diagnostics(PROCESSOR), "a warning on the changed line")
        diagnostics = self.editor.diagnostics(PROCESSOR)
        line = line_of(edited, _WRONG_KEY)
        self.picture.code(edited, (line - 2, line + 1), (), diagnostics, edited=line)
        actions = self.editor.actions(PROCESSOR, line - 1, diagnostics)
        self.picture.menu([str(action["title"]) for action in actions])
        self.editor.change(PROCESSOR, text)
        self._expect(lambda: not self.editor.diagnostics(PROCESSOR), "the warning to disappear")
        self.picture.say("")
        self.picture.say("You undo, and the warning disappears. There is nothing to dismiss.")

    def _remember(self, number: int) -> None:
        self.picture.scene("You learn something: Remember why…", number)
        self.editor.open(CHECKOUT)
        self._lens(CHECKOUT, "idempotency")
        text = self.sandbox.read(CHECKOUT)
        line = line_of(text, "Math.round")
        actions = self.editor.actions(CHECKOUT, line - 1, [])
        chosen = next(each for each in actions if str(each["title"]).startswith("Remember why"))
        self.picture.code(text, (line - 1, line + 1), self.editor.lenses(CHECKOUT))
        self.picture.menu([str(action["title"]) for action in actions], str(chosen["title"]))
        self._draft(chosen)
        self._lens(CHECKOUT, "Round cents")
        self.picture.say("Saved. The note appears above its code right away, in every editor:")
        self.picture.code(text, (line - 1, line + 1), self.editor.lenses(CHECKOUT))

    def _draft(self, action: dict[str, Any]) -> None:
        command = action["command"]
        self.editor.run(action if isinstance(command, str) else command)
        self._expect(lambda: self.editor.shown_document, "a draft to open")
        draft = self.editor.shown_document
        if draft is None:
            return
        title = "Round cents per item, as the provider does"
        why = "Rounding the total is off by a cent in 3% of carts, and the provider rejects those."
        filled = _filled(draft.read_text(encoding="utf-8"), title, why)
        self.picture.page(filled, typed=(title, why))
        draft.write_text(filled, encoding="utf-8")

    def _rename_and_move(self, number: int) -> None:
        self.picture.scene(f"You rename charge(), move it to {CHARGING} and commit", number)
        text = self.sandbox.read(PROCESSOR)
        moved = text.replace("def charge(", "def take_payment(")
        (self.sandbox.root / PROCESSOR).unlink()
        self.sandbox.write(CHARGING, moved)
        self.sandbox.commit("Tidy up the payment package")
        self.editor.open(CHARGING)
        self._lens(CHARGING, "payment_id")
        line = line_of(moved, "def take_payment")
        self.picture.code(moved, (line, line + 2), self.editor.lenses(CHARGING))
        self.picture.say("The note followed its function automatically.")

    def _real_change(self, number: int) -> None:
        self.picture.scene("A colleague brings the bug back, and you pull", number)
        text = self.sandbox.read(CHARGING).replace(_KEY, _WRONG_KEY)
        self.sandbox.write(CHARGING, text)
        self.sandbox.commit("Simplify locking")
        self.editor.open(CHARGING)
        self._lens(CHARGING, "Code changed")
        line = line_of(text, "def take_payment")
        self.picture.code(text, (line, line + 2), self.editor.lenses(CHARGING))
        self.picture.hover(self._hover(CHARGING, text, "take_payment"))

    def _heal(self, number: int) -> None:
        self.picture.scene("git revert", number)
        self.sandbox.run_git("revert", "--no-edit", "HEAD")
        self.editor.open(CHARGING)
        self._expect(
            lambda: not _titled(self.editor.lenses(CHARGING), "Code changed"),
            "the note to become current again",
        )
        text = self.sandbox.read(CHARGING)
        line = line_of(text, "def take_payment")
        self.picture.code(text, (line, line + 2), self.editor.lenses(CHARGING))
        self.picture.say("The code matches the note again, so the note is current.")

    def _search(self, number: int) -> None:
        query = "why were customers charged twice?"
        self.picture.scene(f'chesterton recall "{query}"', number)
        self.picture.page(chesterton(self.sandbox, "recall", query))

    def _lens(self, path: str, part: str) -> None:
        self._expect(lambda: _titled(self.editor.lenses(path), part), f"a code lens in {path}")

    def _hover(self, path: str, text: str, part: str) -> str:
        line = line_of(text, f"def {part}")
        return self.editor.hover(path, line - 1, text.splitlines()[line - 1].index(part) + 1)

    def _expect(self, holds: Any, what: str) -> None:  # noqa: ANN401 - a callable of any result
        if not self.editor.until(holds):
            raise UserError(f"the demo timed out waiting for {what}", "run: chesterton doctor")


def chesterton(sandbox: Sandbox, *arguments: str) -> str:
    """Runs chesterton in the sandbox and returns its output. Raises UserError if it fails."""
    done = subprocess.run(  # noqa: S603 - ourselves
        own_command(*arguments),
        cwd=sandbox.root,
        env=sandbox.environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode != 0:
        raise UserError(
            f"chesterton {arguments[0]} failed in the demo: {done.stderr.strip()[:200]}"
        )
    return done.stdout


def import_notes(sandbox: Sandbox) -> None:
    """Imports the sample notes as if a colleague had written them."""
    sample = resources.files("chesterton.sample") / "notes.jsonl"
    with resources.as_file(sample) as notes:
        chesterton(sandbox, "import", str(notes), "--confirm")


def _titled(lenses: list[dict[str, Any]], part: str) -> bool:
    return any(part in str(lens["command"]["title"]) for lens in lenses)


def _filled(draft: str, title: str, why: str) -> str:
    """The draft with a title and a reason filled in."""
    head, fence, _ = draft.rpartition("---\n")
    return f"{head}{fence}{title}\n\n{why}\n"
