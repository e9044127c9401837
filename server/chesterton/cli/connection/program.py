"""What every editor has to be told: how the server is started, and for which languages."""

import shutil
import sys

from chesterton.syntax.language import LANGUAGES


def server_command() -> list[str]:
    """How an editor starts the server: by name where the name is known everywhere."""
    if shutil.which("chesterton"):
        return ["chesterton", "lsp"]
    return [sys.executable, "-m", "chesterton", "lsp"]


def language_names() -> set[str]:
    """The languages by every name that the protocol has for them."""
    return {name for language in LANGUAGES for name in (language.id, *language.lsp_ids)}
