"""The author of a write: a person, or an agent acting for one."""

from dataclasses import dataclass
from enum import StrEnum

from chesterton.model.clean import Clean


class AuthorKind(StrEnum):
    """Whether the author can confirm a note."""

    PERSON = "person"
    AGENT = "agent"


@dataclass(frozen=True, slots=True)
class Author:
    """The author of one write; every use case that writes checks its permissions."""

    kind: AuthorKind
    through: str  #: "terminal", "editor", or the sign of an agent, e.g. `CODEX_CI`
    name: Clean | None = None  #: None: git's `user.name`, else the login name

    @property
    def is_agent(self) -> bool:
        """Whether it may only propose."""
        return self.kind is AuthorKind.AGENT
