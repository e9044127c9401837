"""Looks up a language by file name, or by the language id that an editor uses."""

from functools import cache

from chesterton.syntax.language_rules import Language
from chesterton.syntax.languages import LANGUAGES

__all__ = ["LANGUAGES", "Language", "language_for", "language_named"]


def language_for(path: str) -> Language | None:
    """The language of a file, by its name; None if it is not supported."""
    # called for every file of a change; string operations are ten times faster than pathlib
    name = path.replace("\\", "/").rpartition("/")[2]
    stem, dot, extension = name.rpartition(".")
    language = _by_file_name().get(name)
    if language is None and stem:
        language = _by_extension().get(dot + extension.lower())
    return language or _by_file_stem().get(name[: name.find(".", 1)] if "." in name[1:] else name)


def language_named(name: str) -> Language | None:
    """The language with this id, or with this LSP language id."""
    return _by_id().get(name)


@cache
def _by_file_name() -> dict[str, Language]:
    return {name: language for language in LANGUAGES for name in language.file_names}


@cache
def _by_file_stem() -> dict[str, Language]:
    return {stem: language for language in LANGUAGES for stem in language.file_stems}


@cache
def _by_extension() -> dict[str, Language]:
    return {extension: language for language in LANGUAGES for extension in language.extensions}


@cache
def _by_id() -> dict[str, Language]:
    return {name: language for language in LANGUAGES for name in (language.id, *language.lsp_ids)}
