"""A situation: two versions of a small project, and where each definition has to be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tests.unit.anchoring.situations.code import Statement, Writer, head, placed

Body = Sequence[Statement]
File = Mapping[str, Body | Mapping[str, Body]]
"""Functions and classes by name: `pay`, `pay(card, rate)`, `Shop`, `Shop(Base)`.

What follows a `#` tells definitions of one name apart, and is not written.
"""
Files = Mapping[str, File]
"""By path, without the suffix."""


class Near(str):
    """It is found here, or a person is asked and this is named."""

    __slots__ = ()


class Lost(frozenset[str]):
    """It is lost, and at least these are named as nearest."""

    __slots__ = ()


class Gone(frozenset[str]):
    """It is lost, or a person is asked and at least these are named."""

    __slots__ = ()


LOST, GONE = Lost(), Gone()

Wanted = str | Near | set[str] | Lost | Gone
"""Where it is found; a plain set is the candidates of a question that at least have to be named."""


@dataclass(frozen=True)
class Situation:
    """What happened to some code, written once for all languages."""

    title: str
    before: Files
    after: Files
    want: Mapping[str, Wanted]  #: by `path::name` or `path::name#ordinal`
    renames: Mapping[str, str] = field(default_factory=dict)  #: what git says
    without: Mapping[str, str] = field(default_factory=dict)  #: language to why it has no such code
    broken: str = ""  #: why it does not hold, where it is known not to

    def misses(self, writer: Writer) -> dict[str, object]:
        """What is said about the definitions that are not where they have to be."""
        before, after = (write_files(side, writer) for side in (self.before, self.after))
        renames = {old + writer.suffix: new + writer.suffix for old, new in self.renames.items()}
        asked = [place_of(one, writer) for one in self.want]
        said = placed(before, after, *asked, renames=renames)
        return {
            one: what
            for one, what in zip(self.want, said, strict=True)
            if not _holds(self.want[one], what, writer)
        }


def write_files(files: Files, writer: Writer) -> dict[str, str]:
    """The text of each file in one language."""
    return {path + writer.suffix: _file(file, writer) for path, file in files.items()}


def _file(file: File, writer: Writer) -> str:
    functions, types = [], []
    for key, body in file.items():
        if isinstance(body, Mapping):
            name, bases = head(key)
            types.append(writer.type(name, body, *bases))
        else:
            name, params = head(key, ("card", "amount"))
            functions.append(writer.function(name, body, params))
    return "\n\n".join([*([writer.file(*functions)] if functions else []), *types])


def place_of(locator: str, writer: Writer) -> tuple[str, str, int]:
    """Path, qualified name and ordinal of a definition in one language."""
    place, _, ordinal = locator.partition("#")
    path, _, name = full_name(place, writer).partition("::")
    return path, name, int(ordinal or 0)


def full_name(locator: str, writer: Writer) -> str:
    """`path::name` in one language."""
    path, _, name = locator.partition("::")
    is_function = name[:1].islower() or name.startswith("_")
    return f"{path}{writer.suffix}::{writer.name(name) if is_function else name}"


def _holds(wanted: Wanted, said: str | tuple[str, set[str]], writer: Writer) -> bool:
    if isinstance(wanted, str):
        place = full_name(wanted, writer)
        is_asked = isinstance(said, tuple) and said[0] == "uncertain" and place in said[1]
        return said == place or (isinstance(wanted, Near) and is_asked)
    if isinstance(said, str):
        return False
    named = {full_name(one, writer) for one in wanted}
    states = ["lost"] * isinstance(wanted, Lost | Gone)
    states += ["uncertain"] * (not isinstance(wanted, Lost))
    return said[0] in states and named <= said[1]
