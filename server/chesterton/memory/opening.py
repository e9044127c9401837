"""Opens the user's store and a folder's project, for the command line and the language server."""

import os
from pathlib import Path

from chesterton.model.errors import UserError
from chesterton.model.project import Project, ProjectId
from chesterton.store.location import (
    DATA_VARIABLE,
    Location,
    default_location,
    named_location,
    prepare,
)
from chesterton.store.store import Store
from chesterton.workspace.files import find_stored_folder, stored_folder
from chesterton.workspace.workspace import Workspace

__all__ = ["Location", "Store", "Workspace"]


def store_location() -> Location:
    """The store's directory: CHESTERTON_DATA_DIR, else `store.path` in the user's settings.

    Raises UserError if that path cannot be resolved.
    """
    if os.environ.get(DATA_VARIABLE) or not _has_settings():
        return default_location()
    from chesterton.config.layers import user_values  # noqa: PLC0415 - 15 ms that few people need

    store_path = user_values()[0].get("store.path")
    return configured_location(store_path if isinstance(store_path, str) else "")


def configured_location(store_path: str) -> Location:
    """Like `store_location`, for callers that have the settings; "" if they set no path."""
    if store_path and not os.environ.get(DATA_VARIABLE):
        return named_location(store_path)
    return default_location()


def ensured_location() -> Location:
    """Like `store_location`, but creates the directory. Raises UserError if that is unsafe."""
    location = store_location()
    prepare(location)
    return location


def open_known_project(folder: Path, store: Store) -> Workspace:
    """Like `Workspace.open`, but raises UserError for a folder without git that was not added."""
    workspace = Workspace.open(folder, store)
    if not workspace.is_adopted and not workspace.perhaps:
        workspace.close()
        near = store.projects_near(stored_folder(folder), workspace.project)
        recorded = (Path(each.folders[0]) for each in near)
        inside = [each for each in recorded if each.is_relative_to(folder) and each.is_dir()]
        if not inside:
            from chesterton.workspace.nested import repositories_below  # noqa: PLC0415 - hardly ever

            inside = repositories_below(folder)
        example = f", such as {stored_folder(inside[0])}" if inside else ""
        raise UserError(
            f"{folder} is not in a project: it is not inside a git repository",
            f"cd to a project{example}, or make this folder one with: chesterton projects add",
        )
    return workspace


def open_project(project: Project, store: Store) -> Workspace:
    """The workspace of a known project: in its first existing folder, else without any code."""
    from chesterton.workspace.nested import moved_folder  # noqa: PLC0415 - hardly ever

    for folder in filter(None, (*map(find_stored_folder, project.folders), moved_folder(project))):
        try:
            workspace = Workspace.open(folder, store)
        except (UserError, OSError):
            continue
        if project.id in {workspace.project.id, *(each.project for each in workspace.shown)}:
            return workspace
        workspace.close()
    return Workspace.without_code(project, store)


def no_project(store: Store) -> Workspace:
    """A workspace without a project, for searching all projects."""
    return Workspace.without_code(Project(ProjectId("-"), "", None, None, ()), store)


def _has_settings() -> bool:
    """Whether the user has a settings file, decided without importing the settings package."""
    if os.environ.get("CHESTERTON_CONFIG_DIR"):
        return True
    from platformdirs import user_config_path  # noqa: PLC0415 - not needed where the above is set

    return (user_config_path("chesterton", appauthor=False) / "config.toml").exists()
