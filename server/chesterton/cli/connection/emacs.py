"""Emacs: a file of ours, and the line of the init file that loads it."""

import json
import os
from importlib import resources
from pathlib import Path

from chesterton.cli.connection.manifest import Record
from chesterton.cli.connection.parts import Block, OwnFile, Part
from chesterton.cli.connection.server_command import server_command
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
"""Configurations that own init.el, by a file of theirs, and where a person's own lines go."""


def parts(_record: Record) -> tuple[Part, ...]:
    """The file, and the line."""
    init = _init_file()
    file = (folder() if init.parent == _home() else init.parent) / "chesterton.el"
    return OwnFile(file, _source()), Block(init, _BLOCK.format(file=_text(_short(file))))


def folder() -> Path:
    """`user-emacs-directory`, as Emacs finds it."""
    dotted = _home() / ".emacs.d"
    xdg = Path(os.environ.get("XDG_CONFIG_HOME") or _home() / ".config") / "emacs"
    is_dotted = any((_home() / name).exists() for name in (".emacs.d", ".emacs", ".emacs.el"))
    return xdg if xdg.is_dir() and not is_dotted else dotted


def _init_file() -> Path:
    for mark, theirs in _FRAMEWORKS:
        if (folder() / mark).exists():
            places = [_home() / name for name in theirs]
            return next((place for place in places if place.exists()), places[0])
    dotted = (_home() / ".emacs.el", _home() / ".emacs")
    return next((place for place in dotted if place.exists()), folder() / "init.el")


def _source() -> str:
    text = resources.files(__package__).joinpath("chesterton.el").read_text("utf-8")
    command = " ".join(map(_text, server_command()))
    languages = " ".join(map(_text, sorted(language_names())))
    return text.replace("@COMMAND@", command).replace("@LANGUAGES@", languages)


def _home() -> Path:
    named = os.environ.get("HOME") or (os.name == "nt" and os.environ.get("APPDATA"))
    return Path(named) if named else Path.home()


def _short(path: Path) -> str:
    inside = path.is_relative_to(_home())
    return f"~/{path.relative_to(_home()).as_posix()}" if inside else path.as_posix()


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)  # such strings of JSON are strings of Lisp too
