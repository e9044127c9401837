"""The same definitions written in several languages, and where they are after a change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

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

    def function(self, name: str, body: Sequence[str], params: Sequence[str], of: str = "") -> str:
        """One function; `of` is the class that it belongs to."""
        written = ", ".join(self.parameter.format(each) for each in params)
        receiver = f"(self *{of}) " if of and self.suffix == ".go" else ""
        self_ = "self, " if of and self.suffix == ".py" else ""
        opening = self.opening.format(name=name, params=self_ + written, receiver=receiver)
        if of and self.suffix == ".js":
            opening = opening.removeprefix("function ")
        code = "".join([opening, *(self.line.format(each) for each in body), self.closing])
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
        """A class with methods."""
        inherits = self.base.format(base) if base else ""
        if self.suffix == ".go":
            fields = sorted(
                {line.split()[0].split(".")[0] for one in methods.values() for line in one}
            )
            inherits += "".join(f"\t{each} Card\n" for each in fields)
        inside = "\n".join(
            self.function(each, body, params, name) for each, body in methods.items()
        )
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
)  # fmt: skip
JAVASCRIPT = Writer(
    ".js", "function {name}({params}) {{\n", "{}", "  {};\n", "}\n",
    "class {name}{base} {{\n", " extends {}", "}\n", "  ",
)  # fmt: skip
JAVA = Writer(
    ".java", "int {name}({params}) {{\n", "Card {}", "    {};\n", "}\n",
    "class {name}{base} {{\n", " extends {}", "}\n", "    ", has_functions=False,
)  # fmt: skip
GO = Writer(
    ".go", "func {receiver}{name}({params}) int {{\n", "{} Card", "\t{}\n", "}\n",
    "type {name} struct {{\n{base}", "\t{}\n", "}\n",
)  # fmt: skip
WRITERS = (PYTHON, JAVASCRIPT, JAVA, GO)


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
