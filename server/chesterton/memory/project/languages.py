"""The languages whose definitions notes can be linked to."""

from chesterton.syntax.language import LANGUAGES


def language_names() -> set[str]:
    """Every language by its id and by the ids that the language server protocol has for it."""
    return {name for language in LANGUAGES for name in (language.id, *language.lsp_ids)}
