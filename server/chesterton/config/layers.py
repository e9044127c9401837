"""Trees of JSON or TOML -> settings, one layer over the other."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from chesterton.config.settings import OPTIONS, Settings

REPOSITORY_FILE = ".chesterton.toml"
"""What a repository may say about itself: never paths, programs or the store."""

CONFIG_VARIABLE = "CHESTERTON_CONFIG_DIR"
"""Environment variable that names the folder of the user's `config.toml`."""

CLIENT_KEYS = frozenset({"editor", "draftDir", "trusted"})
"""Keys of `initializationOptions` that an editor's extension sets, not a person."""

Values = Mapping[str, Any]
"""Option key -> value as read."""

_FILE_LIMIT = 256 * 1024
_BY_KEY = {option.key: option for option in OPTIONS}
_GROUPS = {option.key.rsplit(".", 1)[0] for option in OPTIONS if "." in option.key}
_SHOWN_KEY = 60


def parse(tree: object) -> tuple[Settings, list[str]]:
    """Settings from one tree, and one sentence for each part of it that was ignored."""
    values, problems = read_values(tree)
    return settled(values), problems


def read_values(tree: object, *, is_repository: bool = False) -> tuple[Values, list[str]]:
    """The options that a tree sets and may set. Keys may be nested or dotted."""
    values: dict[str, Any] = {}
    problems: list[str] = []
    if not isinstance(tree, Mapping):
        # an empty table of Lua arrives as an empty list
        return values, ["the settings must be an object"] if tree else []
    for key, value in _flat(tree):
        option = _BY_KEY.get(key)
        if option is None:
            problems.append(f"unknown setting {_shown(key)}")
        elif is_repository and not option.for_repository:
            problems.append(f"{key} cannot be set by a repository")
        else:
            try:
                values[key] = option.form.read(value)
            except (TypeError, ValueError, RecursionError):
                problems.append(f"{key} must be {option.form.says}")
    return values, problems


def settled(*layers: Values) -> Settings:
    """The settings that result from layers of values, the strongest last."""
    merged = {key: value for layer in layers for key, value in layer.items()}
    return replace(Settings(), **{_BY_KEY[key].attribute: value for key, value in merged.items()})


def chosen(values: Values) -> Values:
    """Only what differs from the default: editors send the whole tree with its defaults."""
    return {key: value for key, value in values.items() if value != _BY_KEY[key].default}


def user_values() -> tuple[Values, list[str]]:
    """What `config.toml` in the user's config folder sets."""
    named = os.environ.get(CONFIG_VARIABLE)
    if named:
        try:
            folder = Path(named).expanduser()
        except RuntimeError:
            return {}, [f"{CONFIG_VARIABLE} names the home of a user who is not known"]
        return _read_file(folder / "config.toml", is_repository=False)
    from platformdirs import user_config_path  # noqa: PLC0415  # not needed for every command

    folder = user_config_path("chesterton", appauthor=False)
    return _read_file(folder / "config.toml", is_repository=False)


def repository_values(root: Path) -> tuple[Values, list[str]]:
    """What `.chesterton.toml` at a repository's root sets, of what it may."""
    return _read_file(root / REPOSITORY_FILE, is_repository=True)


def _read_file(path: Path, *, is_repository: bool) -> tuple[Values, list[str]]:
    import tomllib  # noqa: PLC0415  # not needed before a file is there to be read

    try:
        if not path.is_file() or path.stat().st_size > _FILE_LIMIT:
            return {}, []
        tree = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}, [f"{path.name} cannot be read as TOML"]
    values, problems = read_values(tree, is_repository=is_repository)
    return values, [f"{path.name}: {problem}" for problem in problems]


def _flat(tree: Mapping[Any, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in tree.items():
        key = f"{before}{name}"
        if not before and key in CLIENT_KEYS:
            continue
        if key in _GROUPS and isinstance(value, Mapping):
            yield from _flat(value, f"{key}.")
        else:
            yield key, value


def _shown(key: str) -> str:
    """A key as it may stand in a log: short and printable."""
    return key[:_SHOWN_KEY] if key.isprintable() else "(unprintable)"
