"""The author of a write: a person, or an agent acting for one."""

from dataclasses import dataclass
from enum import StrEnum

from chesterton.model.clean import Clean


class AuthorKind(StrEnum):
    """Whether somebody can vouch for what is written."""

    PERSON = "person"
    AGENT = "agent"


@dataclass(frozen=True, slots=True)
class Author:
    """The author of one write. Every use case that writes takes one and decides by it."""

    kind: AuthorKind
    through: str  #: "terminal", "editor", or what gave an agent away, e.g. `CODEX_CI`
    name: Clean | None = None  #: None: git's `user.name`, else the login

    @property
    def is_agent(self) -> bool:
        """Whether it may only propose."""
        return self.kind is AuthorKind.AGENT
