"""The finders of secrets: one module for each context in which secrets occur."""

from collections.abc import Callable, Iterator

from chesterton.redact.finders import (
    addresses,
    blocks,
    calls,
    encoded,
    entropy,
    flags,
    headers,
    manifests,
    markup,
    named,
    nearby,
    pairs,
    private,
    shapes,
    tables,
)
from chesterton.redact.rule import Hit
from chesterton.redact.text_reading import Reading

Finder = Callable[[Reading], Iterator[Hit]]

FINDERS: tuple[Finder, ...] = (
    private.find,
    blocks.find,
    shapes.find,
    addresses.find,
    headers.find,
    encoded.find,
    named.find,
    flags.find,
    markup.find,
    calls.find,
    manifests.find,
    tables.find,
    pairs.find,
)
"""The surest first: where two find the same stretch, the first names it."""

GUESSES: tuple[Finder, ...] = (nearby.find, entropy.find)
"""Those that go by the look of a word alone, and so cannot tell where a secret begins in it."""
