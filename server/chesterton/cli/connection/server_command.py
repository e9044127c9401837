"""The command line with which editors start the language server."""

import shutil
import sys


def server_command() -> list[str]:
    """`chesterton lsp` if chesterton is on the PATH, else this interpreter with `-m chesterton`."""
    if shutil.which("chesterton"):
        return ["chesterton", "lsp"]
    return [sys.executable, "-m", "chesterton", "lsp"]
