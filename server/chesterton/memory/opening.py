"""The one way to the user's store and to a project: every surface opens both here."""

import os
from collections.abc import Callable
from pathlib import Path

from chesterton.model.errors import UserError
from chesterton.store.location import (
    DATA_VARIABLE,
    Location,
    default_location,
    named_location,
    prepare,
)
from chesterton.store.store import Store
from chesterton.workspace.workspace import Workspace

__all__ = [
    "Location",
    "Store",
    "Workspace",
    "configured_location",
    "memory_location",
    "open_known_project",
    "open_project",
    "open_store",
    "prepared_location",
]


def memory_location() -> Location:
    """Where the user's store is: CHESTERTON_DATA_DIR, else `store.path` of the user's settings.

    Raises UserError for a folder that cannot be found from here.
    """
    if os.environ.get(DATA_VARIABLE) or not _has_settings():
        return default_location()
    from chesterton.config import user_values  # noqa: PLC0415 - 15 ms that few people need

    named = user_values()[0].get("store.path")
    return configured_location(named if isinstance(named, str) else "")


def configured_location(store_path: str) -> Location:
    """As `memory_location`, for a caller that has read the settings; "" if they name no folder."""
    if store_path and not os.environ.get(DATA_VARIABLE):
        return named_location(store_path)
    return default_location()


def prepared_location() -> Location:
    """`memory_location`, with its data directory created. Raises UserError if that is unsafe."""
    location = memory_location()
    prepare(location)
    return location


def open_store(location: Location, notice: Callable[[str], None] | None = None) -> Store:
    """Opens the store, and creates it first if there is none; its caller closes it.

    `notice` receives what a person should know; without it that is logged. Raises UserError if the
    store cannot be opened.
    """
    return Store.open(location, notice) if notice else Store.open(location)


def open_project(folder: Path, store: Store, *, trusted: bool = True) -> Workspace:
    """Opens the project that contains `folder`; its caller closes it, and the store after it.

    A folder without git becomes a project when its first note is stored. In an untrusted folder no
    program runs. Raises UserError for a folder that cannot be in a project.
    """
    return Workspace.open(folder, store, trusted=trusted)


def open_known_project(folder: Path, store: Store) -> Workspace:
    """As `open_project`, but raises UserError for a folder with neither git nor a note."""
    workspace = open_project(folder, store)
    if store.project(workspace.project.id) is None and workspace.repository is None:
        workspace.close()
        raise UserError(
            "this folder is not inside a project: there is neither git nor a note here",
            "change into one, or start one here with: chesterton remember --title TEXT",
        )
    return workspace


def _has_settings() -> bool:
    """Whether the user has a settings file; the package that reads it is not loaded for that."""
    if os.environ.get("CHESTERTON_CONFIG_DIR"):
        return True
    from platformdirs import user_config_path  # noqa: PLC0415 - not needed where the above is set

    return (user_config_path("chesterton", appauthor=False) / "config.toml").exists()
