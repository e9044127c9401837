"""Computes each document's effective settings from user, repository and editor settings."""

import logging
from collections.abc import Mapping

from chesterton.config.layers import Values, merged, non_default, read_values
from chesterton.config.settings import Settings

log = logging.getLogger(__name__)

_PROBLEMS_KEPT = 50


class Options:
    """The settings layers of one session.

    Invalid values are logged once and listed by `chesterton.status`.
    """

    def __init__(self) -> None:
        self.problems: dict[str, None] = {}
        self.is_trusted = True
        self._user: Values = {}
        self._editor: Values = {}

    def set_user(self, read: tuple[Values, list[str]]) -> None:
        """Sets the layer from the user's settings file."""
        self._user = self.usable(read)

    def set_editor(self, tree: object) -> None:
        """Sets the editor's global layer from `initializationOptions`."""
        if isinstance(tree, Mapping):
            self.is_trusted = tree.get("trusted") is not False
        self._editor = non_default(self.usable(read_values(tree)))

    def pushed(self, tree: object) -> None:
        """Replaces the editor's global layer with non-empty `didChangeConfiguration` settings."""
        if isinstance(tree, Mapping) and isinstance(tree.get("chesterton"), Mapping):
            tree = tree["chesterton"]
        if isinstance(tree, Mapping) and tree:
            self._editor = non_default(self.usable(read_values(tree)))

    @property
    def shared(self) -> Settings:
        """The settings that apply outside any document."""
        return merged(self._user, self._editor)

    def for_document(self, repository: Values, document: Values) -> Settings:
        """The effective settings of one document."""
        return merged(self._user, repository, non_default({**self._editor, **document}))

    def usable(self, read: tuple[Values, list[str]]) -> Values:
        """The valid values; problems are recorded, and each is logged once."""
        values, problems = read
        for problem in problems:
            if problem not in self.problems and len(self.problems) < _PROBLEMS_KEPT:
                self.problems[problem] = None
                log.warning("settings: %s", problem)
        return values
