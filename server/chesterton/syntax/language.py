"""Looks up a language by file name, or by the language id that an editor uses."""

from collections.abc import Callable
from functools import cache

from chesterton.syntax.language_rules import Language
from chesterton.syntax.languages import LANGUAGES, Registered

__all__ = ["LANGUAGES", "Language", "language_for", "language_named"]


def language_for(path: str) -> Language | None:
    """The language of a file, by its name; None if it is not supported."""
    # called for every file of a change; string operations are ten times faster than pathlib
    name = path.replace("\\", "/").rpartition("/")[2]
    stem, dot, extension = name.rpartition(".")
    found = _by_file_name().get(name)
    if found is None and stem:
        found = _by_extension().get(dot + extension.lower())
    if found is None:
        found = _by_file_stem().get(name[: name.find(".", 1)] if "." in name[1:] else name)
    return found.load() if found else None


def language_named(name: str) -> Language | None:
    """The language with this id, or with this LSP language id."""
    found = _by_id().get(name)
    return found.load() if found else None


@cache
def _by_file_name() -> dict[str, Registered]:
    return _index(lambda language: language.file_names)


@cache
def _by_file_stem() -> dict[str, Registered]:
    return _index(lambda language: language.file_stems)


@cache
def _by_extension() -> dict[str, Registered]:
    return _index(lambda language: language.extensions)


@cache
def _by_id() -> dict[str, Registered]:
    return _index(lambda language: f"{language.id} {language.lsp_ids}")


def _index(names: Callable[[Registered], str]) -> dict[str, Registered]:
    return {name: language for language in LANGUAGES for name in names(language).split()}


def family_of(path: str) -> str | None:
    """The family of languages that code moves between, such as TypeScript and JavaScript."""
    language = language_for(path)
    return language.family_or_id if language else None
