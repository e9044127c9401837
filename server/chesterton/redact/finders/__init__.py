"""Secret finders: one module for each context in which secrets occur."""

from collections.abc import Callable, Iterator

from chesterton.redact.finders import (
    addresses,
    assignments,
    blocks,
    calls,
    codes,
    crypto,
    encoded,
    entropy,
    exchanges,
    flags,
    formats,
    headers,
    hooks,
    lists,
    markup,
    named,
    nearby,
    pairs,
    scenes,
    sections,
    shapes,
    tables,
    vendor_keys,
    wallets,
)
from chesterton.redact.rule import Hit
from chesterton.redact.text_reading import AnalysedText

Finder = Callable[[AnalysedText], Iterator[Hit]]

FINDERS: tuple[Finder, ...] = (
    blocks.find_marked,
    blocks.find,
    shapes.find,
    addresses.find,
    headers.find,
    encoded.find,
    named.find,
    exchanges.find,
    flags.find,
    markup.find,
    calls.find,
    sections.find,
    tables.find,
    pairs.find,
    lists.find,
    hooks.find,
    codes.find,
    crypto.find,
    formats.find,
    vendor_keys.find,
    assignments.find,
    wallets.find,
)
"""Most reliable first: if two find the same span, the first one names it."""

GUESSES: tuple[Finder, ...] = (nearby.find, scenes.find, entropy.find)
"""Finders that rely on a word's appearance alone, so the start of the secret is uncertain."""
