"""Reads settings from editor JSON and TOML files, and merges them into one `Settings`."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from chesterton.config.settings import OPTIONS, Settings
from chesterton.model.errors import REFUSALS

REPOSITORY_FILE = ".chesterton.toml"
"""Settings that a repository commits; it can never set paths, programs or the store."""

CONFIG_VARIABLE = "CHESTERTON_CONFIG_DIR"
"""Environment variable for the folder that holds the user's `config.toml`."""

CLIENT_KEYS = frozenset({"editor", "draftDir", "trusted"})
"""Keys of `initializationOptions` that an editor extension sends; they are not settings."""

Values = Mapping[str, Any]
"""Validated values by option key."""

_FILE_LIMIT = 256 * 1024
_BY_KEY = {option.key: option for option in OPTIONS}
_GROUPS = {option.key.rsplit(".", 1)[0] for option in OPTIONS if "." in option.key}
_SHOWN_KEY_LENGTH = 60


def read_values(tree: object, *, is_repository: bool = False) -> tuple[Values, list[str]]:
    """The valid options in a tree, and the problems found. Keys may be nested or dotted."""
    values: dict[str, Any] = {}
    problems: list[str] = []
    if not isinstance(tree, Mapping):
        # Lua clients encode an empty table as an empty list
        return values, ["the settings must be an object"] if tree else []
    for key, value in _flattened(tree):
        option = _BY_KEY.get(key)
        if option is None:
            problems.append(f"unknown setting {_shown(key)}")
        elif is_repository and not option.for_repository:
            problems.append(f"{key} cannot be set by a repository")
        elif not option.form.fits(value):
            problems.append(f"{key} must be {option.form.requirement}")
        else:
            values[key] = option.form.convert(value)
    return values, problems


def merged(*layers: Values) -> Settings:
    """Merges layers of values into settings; later layers win."""
    merged = {key: value for layer in layers for key, value in layer.items()}
    return replace(Settings(), **{_BY_KEY[key].attribute: value for key, value in merged.items()})


def non_default(values: Values) -> Values:
    """The values that differ from their defaults, because editors send every setting."""
    return {key: value for key, value in values.items() if value != _BY_KEY[key].default}


def user_values() -> tuple[Values, list[str]]:
    """The values in `config.toml` in the user's config folder, and the problems found."""
    configured = os.environ.get(CONFIG_VARIABLE)
    if configured:
        try:
            folder = Path(configured).expanduser()
        except RuntimeError:
            return {}, [f"{CONFIG_VARIABLE} refers to the home folder of an unknown user"]
        return _read_file(folder / "config.toml", is_repository=False)
    from platformdirs import user_config_path  # noqa: PLC0415  # not needed for every command

    folder = user_config_path("chesterton", appauthor=False)
    return _read_file(folder / "config.toml", is_repository=False)


def repository_values(root: Path) -> tuple[Values, list[str]]:
    """The permitted values in `.chesterton.toml` at a repository's root, and the problems."""
    return _read_file(root / REPOSITORY_FILE, is_repository=True)


def _read_file(path: Path, *, is_repository: bool) -> tuple[Values, list[str]]:
    try:
        if not os.path.lexists(path):
            return {}, []
        if not path.is_file():
            return {}, [f"{path.name} is not a file"]
        if path.stat().st_size > _FILE_LIMIT:
            return {}, [f"{path.name} is larger than {_FILE_LIMIT >> 10} KB"]
        import tomllib  # noqa: PLC0415  # not needed before a file is there to be read

        tree = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        why = REFUSALS.get(error.errno or 0, ("the disk reported an error", ""))[0]
        return {}, [f"{path.name} cannot be read: {why}"]
    except (ValueError, RecursionError):
        return {}, [f"{path.name} is not valid TOML"]
    values, problems = read_values(tree, is_repository=is_repository)
    return values, [f"{path.name}: {problem}" for problem in problems]


def _flattened(tree: Mapping[Any, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in tree.items():
        key = f"{prefix}{name}"
        if not prefix and key in CLIENT_KEYS:
            continue
        if key in _GROUPS and isinstance(value, Mapping):
            yield from _flattened(value, f"{key}.")
        else:
            yield key, value


def _shown(key: str) -> str:
    """A key as shown in logs: short and printable."""
    return key[:_SHOWN_KEY_LENGTH] if key.isprintable() else "(unprintable)"
