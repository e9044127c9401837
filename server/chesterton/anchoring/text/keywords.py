"""The reserved words of each language, taken from its grammar."""

from functools import cache

from chesterton.syntax.grammar import grammar
from chesterton.syntax.language_rules import Language


@cache
def keywords(language: Language) -> frozenset[str]:
    """The words that are literals in the grammar and so say nothing about the code's subject.

    Languages that are read without a grammar have none.
    """
    if language.plain is not None:
        return frozenset()
    compiled = grammar(language)
    kinds = (
        compiled.node_kind_for_id(number)
        for number in range(compiled.node_kind_count)
        if not compiled.node_kind_is_named(number)
    )
    return frozenset(kind for kind in kinds if kind and kind.isidentifier())
