"""Records which files and blocks `chesterton setup` wrote, so that `--undo` removes only those."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from chesterton.memory.data_files import write_private
from chesterton.memory.opening import Location


@dataclass(slots=True)
class Record:
    """What was written for one editor; kept in the data directory."""

    files: dict[str, str] = field(default_factory=dict)  #: path to digest
    blocks: dict[str, str] = field(default_factory=dict)  #: path to inserted text
    created: list[str] = field(default_factory=list)  #: files created to hold a block
    folders: list[str] = field(default_factory=list)  #: folders created for any of these

    @staticmethod
    def path(location: Location, name: str) -> Path:
        """The file of an editor's record."""
        return location.directory / "setup" / f"{name}.json"

    @classmethod
    def read(cls, location: Location, name: str) -> "Record":
        """The record of an editor; empty if there is none or it cannot be read."""
        try:
            stored = json.loads(cls.path(location, name).read_text("utf-8"))
            files, folders = dict(stored["files"]), list(stored["folders"])
            blocks = dict(stored.get("blocks", {}))
            created = list(stored.get("created", stored.get("made", ())))  # the name in 0.2
            return cls(files, blocks, created, folders)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return cls()

    def write(self, location: Location, name: str) -> None:
        """Saves the record."""
        write_private(self.path(location, name), json.dumps(asdict(self)).encode())
