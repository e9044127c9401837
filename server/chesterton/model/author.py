"""The author of a write: a person, or an agent acting for one."""

from dataclasses import dataclass

from chesterton.model.clean import Clean


@dataclass(frozen=True, slots=True)
class Author:
    """The author of one write. Every use case that writes checks the author's permissions."""

    through: str  #: "terminal", "editor", or the sign of an agent, e.g. `CODEX_CI`
    name: Clean | None = None  #: None: git's `user.name`, else the login name
    is_agent: bool = False  #: an agent may only propose
