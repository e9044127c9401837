"""A repository that contains a module for every name we import and a program for each we start."""

import json
import os
import subprocess
import sys
from pathlib import Path

from chesterton.cli.connection.editors import EDITORS

OPTIONAL = {"IPython", "attr", "colorama", "exceptiongroup", "ipywidgets", "orjson", "tomllib"}
OPTIONAL |= {"typing_extensions", "ujson", "websockets", "_typeshed", "msgspec", "cbor2", "bson"}
"""Modules that our dependencies use where they are installed."""

PROGRAMS = {"git", "chesterton", "editor", "nano", "vi", "vim", "code", "sh", "uname", "less"}
PROGRAMS |= {"python", "python3", "uv", "pip", "gcc", "ldconfig", "stty", "tput", "more", "ssh"}
PROGRAMS |= {name for editor in EDITORS for name in editor.programs}

_RUN_BY_PYTHON = "import json, re, runpy, sys; print(json.dumps(list(sys.modules)))"
LOADED_BY_PYTHON = frozenset(
    name.partition(".")[0]
    for name in json.loads(subprocess.check_output([sys.executable, "-c", _RUN_BY_PYTHON]))
)
"""What Python and pip's start script import before any code of ours runs.

Only `-P` protects these, which is how setup and the VS Code extension start the server.
"""

SING = "import os; open(os.environ['CANARY'], 'a').write(__name__ + chr(10))\n"


def lay(root, *, spare=LOADED_BY_PYTHON):
    """Fills a folder with the traps; `spare` are the modules that it has no trap for."""
    names = set(sys.stdlib_module_names) | {name.partition(".")[0] for name in sys.modules}
    names |= OPTIONAL | {"pygls", "lsprotocol", "rich", "filelock", "cattrs", "attrs"}
    for name in names - spare - {"tests"}:
        (root / f"{name}.py").write_text(SING, encoding="utf-8")
    for folder in (root, root / "bin", root / "node_modules" / ".bin"):
        folder.mkdir(parents=True, exist_ok=True)
        for name in PROGRAMS:
            program = folder / (f"{name}.bat" if os.name == "nt" else name)
            program.write_text(f'#!/bin/sh\necho "{name}" >> "$CANARY"\n', encoding="utf-8")
            program.chmod(0o755)


def song(environment):
    """The modules and programs of the repository that ran."""
    try:
        return sorted(set(Path(environment["CANARY"]).read_text(encoding="utf-8").split()))
    except FileNotFoundError:
        return []
