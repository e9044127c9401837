"""Which memory the command line speaks to: the one that the editors speak to."""

import os

from chesterton.store.location import DATA_VARIABLE, Location, default_location, named_location


def memory_location() -> Location:
    """What CHESTERTON_DATA_DIR names, else `store.path` of the user's settings, else the usual."""
    if os.environ.get(DATA_VARIABLE):
        return default_location()
    if not _has_settings():
        return default_location()
    from chesterton.config import user_values  # noqa: PLC0415 - 15 ms that few people need

    named = user_values()[0].get("store.path")
    if isinstance(named, str) and named:
        return named_location(named)
    return default_location()


def _has_settings() -> bool:
    named = os.environ.get("CHESTERTON_CONFIG_DIR")
    if named:
        return True
    from platformdirs import user_config_path  # noqa: PLC0415 - not needed where the above is set

    return (user_config_path("chesterton", appauthor=False) / "config.toml").exists()
