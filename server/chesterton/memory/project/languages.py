"""Lists the languages in which notes can be linked to definitions."""

from chesterton.syntax.language import LANGUAGES


def language_names() -> set[str]:
    """Every supported language, by its id and its LSP language ids."""
    return {name for language in LANGUAGES for name in (language.id, *language.lsp_ids.split())}
