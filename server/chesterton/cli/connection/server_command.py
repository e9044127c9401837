"""The command line with which editors start the language server."""

from chesterton.process.programs import find_program, opened_folders, own_command


def server_command() -> list[str]:
    """`chesterton lsp` by its full path if it is on the PATH, else this interpreter.

    By its name alone, an editor could start a `chesterton` that an opened repository contains.
    """
    program = find_program("chesterton", opened_folders())
    return [str(program), "lsp"] if program else own_command("lsp")
