"""Fast path for a definition that was edited in place."""

from chesterton.anchoring.definitions.definition import Definition
from chesterton.anchoring.text import fuzzy
from chesterton.model.symbol import Symbol
from chesterton.syntax.outline import Parsed

EVIDENCE = "same name, changed body"

_ALIKE = 75.0
"""Per cent of the code that an edited definition keeps; one that took over a name keeps less."""

_LOOSE = 50.0
"""The same where no definition of the file came or went; what it was may still be elsewhere."""


def stands(before: Parsed, old: Symbol, after: Parsed, new: Symbol) -> bool:
    """Whether `new`, which has the name of `old`, is surely the same definition, edited.

    A name can only have been taken over where definitions came or went, or by one that gave its
    own away. Where this says no, all definitions of the change have to be compared.
    """
    if len(before.outline.named(old.name)) > 1 or len(after.outline.named(new.name)) > 1:
        return False  # overloads and namesakes may have changed places
    text, known = _code(before, old), {one.key: one for one in before.outline.symbols}
    came = [one for one in after.outline.symbols if one.key not in known]
    is_whole = not came and len(known) == len(after.outline.symbols)
    alike = fuzzy.ratio(text, _code(after, new), score_cutoff=_LOOSE if is_whole else _ALIKE)
    if not alike or any(fuzzy.ratio(text, _code(after, one), score_cutoff=alike) for one in came):
        return False
    return not any(
        one.kind == new.kind
        and one != new
        and before.source(then) != after.source(one)
        and fuzzy.ratio(text, _code(after, one), score_cutoff=alike) > alike
        for one in after.outline.symbols
        if (then := known.get(one.key)) is not None
    )


def _code(parsed: Parsed, symbol: Symbol) -> str:
    """What is said about a name may stay where the code went elsewhere."""
    return " ".join(Definition("", symbol, parsed).code.split())
