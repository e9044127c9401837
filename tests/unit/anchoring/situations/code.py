"""The same definitions written in several languages, and where they are after a change."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from chesterton.anchoring.definitions.changeset import Changeset
from chesterton.anchoring.definitions.ladder import place_all
from chesterton.anchoring.definitions.subject import Subject
from chesterton.model.anchor import Lost
from chesterton.syntax.language import language_for
from chesterton.syntax.outline import parse

PAY = (
    "total = amount + card.fee",
    "ledger.write(total, card.number)",
    "card.reserve(total)",
    "return card.pay(total)",
)
REFUND = (
    "order = orders.find(amount)",
    "stock.put_back(order.items)",
    'mail.send(order.customer, "refunded")',
    "return order.cancel()",
)
BLOCK = (
    "holder = bank.holder_of(card)",
    "alarm.raise_for(holder, amount)",
    "card.is_blocked = true",
    "return holder",
)
REPORT = (
    "rows = archive.rows_since(amount)",
    'chart = draw(rows, "weekly")',
    "chart.publish(card)",
    "return rows.count()",
)
HEAD = ("lock.acquire(card.id)", "queue.drain(amount)")


class Each(NamedTuple):
    """A loop over what an expression gives."""

    item: str
    items: str
    body: Sequence["Statement"]


class When(NamedTuple):
    """Statements under a condition."""

    condition: str
    body: Sequence["Statement"]


Statement = str | Each | When

_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Writer:
    """Writes definitions in one language."""

    suffix: str
    opening: str  #: of a function, with its name, its parameters and what stands before them
    parameter: str
    line: str
    closing: str
    class_opening: str = ""
    base: str = ""
    class_closing: str = ""
    method_indent: str = ""
    has_functions: bool = True
    loop: str = ""
    condition: str = ""
    block_end: str = ""

    def statements(self, body: Sequence[Statement]) -> str:
        """The lines of a body."""
        indent = self.line.partition("{")[0]
        lines = []
        for one in body:
            if isinstance(one, str):
                lines.append(self.line.format(one))
                continue
            if isinstance(one, Each):
                lines.append(indent + self.loop.format(item=one.item, items=one.items))
            else:
                lines.append(indent + self.condition.format(one.condition))
            inside = self.statements(one.body).splitlines(keepends=True)
            lines += [*(indent + line for line in inside), indent + self.block_end]
        return "".join(line for line in lines if line.strip())

    def function(self, name: str, body: Sequence[str], params: Sequence[str], of: str = "") -> str:
        """One function; `of` is the class that it belongs to."""
        written = ", ".join(self.parameter.format(each) for each in params)
        receiver = f"(self *{of}) " if of and self.suffix == ".go" else ""
        self_ = "self, " if of and self.suffix == ".py" else ""
        opening = self.opening.format(name=name, params=self_ + written, receiver=receiver)
        if of and self.suffix == ".js":
            opening = opening.removeprefix("function ")
        code = opening + self.statements(body) + self.closing
        return "".join(
            f"{self.method_indent if of else ''}{line}" for line in code.splitlines(keepends=True)
        )

    def type(
        self,
        name: str,
        methods: Mapping[str, Sequence[str]],
        base: str = "",
        params=("card", "amount"),
    ) -> str:
        """A class with methods, by name or by name and parameters: `pay`, `pay(card)`."""
        inherits = self.base.format(base) if base else ""
        if self.suffix == ".go":
            lines = [one for body in methods.values() for one in body if isinstance(one, str)]
            fields = sorted({_WORD.match(line)[0] for line in lines} - {"return"})
            inherits += "".join(f"\t{each} Card\n" for each in fields)
        methods = [(*head(each, params), body) for each, body in methods.items()]
        inside = "\n".join(self.function(each, body, given, name) for each, given, body in methods)
        return self.class_opening.format(name=name, base=inherits) + (
            self.class_closing + "\n" + inside
            if self.suffix == ".go"
            else inside + self.class_closing
        )

    def file(self, *functions: str) -> str:
        """A file of functions, in a class where a function cannot stand alone."""
        if self.has_functions:
            return "\n\n".join(functions)
        inside = "\n".join(functions)
        return self.class_opening.format(name="Till", base="") + inside + self.class_closing

    def name(self, function: str) -> str:
        """The qualified name of a function of `file`."""
        return function if self.has_functions else f"Till.{function}"


PYTHON = Writer(
    ".py", "def {name}({params}):\n", "{}", "    {}\n", "",
    "class {name}{base}:\n", "({})", method_indent="    ",
    loop="for {item} in {items}:\n", condition="if {}:\n",
)  # fmt: skip
JAVASCRIPT = Writer(
    ".js", "function {name}({params}) {{\n", "{}", "  {};\n", "}\n",
    "class {name}{base} {{\n", " extends {}", "}\n", "  ",
    loop="for (const {item} of {items}) {{\n", condition="if ({}) {{\n", block_end="}\n",
)  # fmt: skip
JAVA = Writer(
    ".java", "int {name}({params}) {{\n", "Card {}", "    {};\n", "}\n",
    "class {name}{base} {{\n", " extends {}", "}\n", "    ", has_functions=False,
    loop="for (Card {item} : {items}) {{\n", condition="if ({}) {{\n", block_end="}\n",
)  # fmt: skip
GO = Writer(
    ".go", "func {receiver}{name}({params}) int {{\n", "{} Card", "\t{}\n", "}\n",
    "type {name} struct {{\n{base}", "\t{}\n", "}\n",
    loop="for _, {item} := range {items} {{\n", condition="if {} {{\n", block_end="}\n",
)  # fmt: skip
WRITERS = (PYTHON, JAVASCRIPT, JAVA, GO)


def head(key: str, params: Sequence[str] = ()) -> tuple[str, Sequence[str]]:
    """Name and parameters of `pay(card, rate)`; what follows a `#` tells namesakes apart."""
    name, bracket, inside = key.partition("#")[0].partition("(")
    given = [one.strip() for one in inside.strip(")").split(",") if one.strip()]
    return name, given if bracket else params


def written(writer: Writer, name: str, body: Sequence[str], params=("card", "amount")) -> str:
    """A function of its own."""
    return writer.function(name, body, params)


def outcomes(before, after, wanted, renames=None):
    """The outcome of each definition, given as path, name and ordinal."""
    old, new = (
        {path: parse(text, language_for(path)) for path, text in side.items()}
        for side in (before, after)
    )
    subjects = [
        Subject.of(path, old[path], old[path].outline.named(name)[ordinal])
        for path, name, ordinal in wanted
    ]
    return place_all(subjects, Changeset(old, new, renames or {}))


def said(outcome):
    """`path::name` if it was found, else the word for it with all that are named."""
    if isinstance(outcome, Lost):
        return "lost", {f"{one.path}::{one.symbol.name}" for one in outcome.nearest}
    if outcome.certain:
        return f"{outcome.path}::{outcome.symbol.name}"
    return "uncertain", {f"{one.path}::{one.symbol.name}" for one in outcome.candidates}


def placed(before, after, *wanted, renames=None):
    """Where each definition is, given as path and name."""
    asked = [(*one, 0)[:3] for one in wanted]
    return [said(one) for one in outcomes(before, after, asked, renames)]
