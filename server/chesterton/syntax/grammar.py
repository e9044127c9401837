"""Loads tree-sitter grammars and compiles their queries when a language is first used."""

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib import import_module
from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec
from types import ModuleType

import tree_sitter

from chesterton.syntax.language_rules import Language


@cache
def is_installed(language: Language) -> bool:
    """Whether the grammar is installed; some have no wheel for every platform."""
    return language.plain is not None or find_spec(language.grammar[0]) is not None


@cache
def grammar(language: Language) -> tree_sitter.Language:
    """The compiled grammar."""
    module, function = language.grammar
    return tree_sitter.Language(getattr(_binding(module), function)())


def _binding(package: str) -> ModuleType:
    """The compiled part of a grammar's package, which itself imports a megabyte of other modules.

    These, such as `tempfile`, read the queries that come with the grammar.
    """
    found = find_spec(package)
    folders = found.submodule_search_locations if found else None
    spec = PathFinder.find_spec(f"{package}._binding", folders) if folders else None
    if spec is None or spec.loader is None:
        return import_module(package)
    binding = module_from_spec(spec)
    spec.loader.exec_module(binding)
    return binding


@cache
def definition_query(language: Language) -> tree_sitter.Query:
    """A query for every node that `collect` reads."""
    kinds = (
        set(language.definitions) | language.wrappers | language.span_wrappers | language.functions
    ) - set(language.patterns)
    nodes = f"[{_any_of(kinds)}] @d {' '.join(language.patterns.values())}"
    leading = f"[{_any_of(language.comments | language.leading)}] @lead"
    errors = "(ERROR) @error" if language.entries else ""
    return tree_sitter.Query(grammar(language), f"{nodes} {leading} {errors}")


def _any_of(kinds: Iterable[str]) -> str:
    return " ".join(f"({kind})" for kind in sorted(kinds))


@cache
def signature(language: Language) -> str:
    """Eight characters that change with the grammar or the language's rules."""
    facts: tuple[object, ...] = language.id, language.revision
    if language.plain is None:
        compiled = grammar(language)
        facts = (
            *facts,
            compiled.abi_version,
            compiled.semantic_version,
            compiled.node_kind_count,
            compiled.parse_state_count,
            compiled.field_count,
        )
    return hashlib.blake2b(repr(facts).encode(), digest_size=4).hexdigest()
