"""The settings in force: from the user's file, the repository, and the editor, by document."""

import logging
from collections.abc import Mapping
from typing import Any

from chesterton.config import Settings, Values, chosen, read_values, settled

log = logging.getLogger(__name__)

_PROBLEMS_KEPT = 50


class Options:
    """Layers of settings. What could not be used is logged once and told by `chesterton.status`."""

    def __init__(self) -> None:
        self.problems: dict[str, None] = {}
        self.is_trusted = True
        self._user: Values = {}
        self._editor: Values = {}

    def set_user(self, read: tuple[Values, list[str]]) -> None:
        """What the user's own file says."""
        self._user = self._noted(read)

    def set_editor(self, tree: object) -> None:
        """What the editor says for all documents; `initializationOptions` at first."""
        if isinstance(tree, Mapping):
            self.is_trusted = tree.get("trusted") is not False
        self._editor = chosen(self._noted(read_values(tree)))

    def pushed(self, tree: object) -> None:
        """What `didChangeConfiguration` brought, if it brought anything."""
        if isinstance(tree, Mapping) and isinstance(tree.get("chesterton"), Mapping):
            tree = tree["chesterton"]
        if isinstance(tree, Mapping) and tree:
            self._editor = chosen(self._noted(read_values(tree)))

    def read_document(self, tree: object) -> Values:
        """What the editor says for one document, defaults too: they undo what it says for all."""
        return self._noted(read_values(tree))

    def noted_repository(self, read: tuple[Values, list[str]]) -> Values:
        """What a repository says of itself."""
        return self._noted(read)

    @property
    def shared(self) -> Settings:
        """The settings where no document is meant."""
        return settled(self._user, self._editor)

    def for_document(self, repository: Values, document: Values) -> Settings:
        """The settings for one document."""
        return settled(self._user, repository, chosen({**self._editor, **document}))

    def _noted(self, read: tuple[Mapping[str, Any], list[str]]) -> Mapping[str, Any]:
        values, problems = read
        for problem in problems:
            if problem not in self.problems and len(self.problems) < _PROBLEMS_KEPT:
                self.problems[problem] = None
                log.warning("settings: %s", problem)
        return values
