"""Emacs configuration: `chesterton.el`, and a block in the init file that loads it."""

import json
import os
from pathlib import Path

from chesterton.cli.connection.manifest import Record
from chesterton.cli.connection.parts import Block, OwnFile, Part, server_command, source
from chesterton.memory.project.languages import language_names

_BLOCK = """\
;; >>> chesterton setup emacs >>>
(load {file} t t)
;; <<< chesterton setup emacs <<<
"""

_FRAMEWORKS = (
    ("bin/doom", (".config/doom/config.el", ".doom.d/config.el")),
    ("core/core-spacemacs.el", (".spacemacs", ".spacemacs.d/init.el")),
)
"""Frameworks that own init.el: a file to recognise them by, and their files for user code."""


def parts(_record: Record) -> tuple[Part, ...]:
    """`chesterton.el`, and the block that loads it."""
    init = _init_file()
    file = (folder() if init.parent == _home() else init.parent) / "chesterton.el"
    return OwnFile(file, _source()), Block(init, _BLOCK.format(file=_quoted(_abbreviated(file))))


def folder() -> Path:
    """`user-emacs-directory`, found the way Emacs does."""
    dotted = _home() / ".emacs.d"
    xdg = Path(os.environ.get("XDG_CONFIG_HOME") or _home() / ".config") / "emacs"
    is_dotted = any((_home() / name).exists() for name in (".emacs.d", ".emacs", ".emacs.el"))
    return xdg if xdg.is_dir() and not is_dotted else dotted


def _init_file() -> Path:
    for mark, user_files in _FRAMEWORKS:
        if (folder() / mark).exists():
            files = [_home() / name for name in user_files]
            return next((file for file in files if file.exists()), files[0])
    dotted = (_home() / ".emacs.el", _home() / ".emacs")
    return next((file for file in dotted if file.exists()), folder() / "init.el")


def _source() -> str:
    command = " ".join(map(_quoted, server_command()))
    languages = " ".join(map(_quoted, sorted(language_names())))
    return source("chesterton.el", COMMAND=command, LANGUAGES=languages)


def _home() -> Path:
    home = os.environ.get("HOME") or (os.name == "nt" and os.environ.get("APPDATA"))
    return Path(home) if home else Path.home()


def _abbreviated(path: Path) -> str:
    inside = path.is_relative_to(_home())
    return f"~/{path.relative_to(_home()).as_posix()}" if inside else path.as_posix()


def _quoted(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)  # JSON strings are valid Lisp strings here
