"""What was written where, so that exactly that can be taken back."""

import json
from dataclasses import dataclass, field
from pathlib import Path

from chesterton.memory.data_files import write_private
from chesterton.memory.opening import Location


@dataclass(slots=True)
class Record:
    """What was written for one editor; lies in the store."""

    files: dict[str, str] = field(default_factory=dict)  #: path and digest
    blocks: dict[str, str] = field(default_factory=dict)  #: path and inserted text
    made: list[str] = field(default_factory=list)  #: files made for a block
    folders: list[str] = field(default_factory=list)  #: made for all these

    @staticmethod
    def path(location: Location, name: str) -> Path:
        """Where the record of an editor lies."""
        return location.directory / "setup" / f"{name}.json"

    @classmethod
    def read(cls, location: Location, name: str) -> "Record":
        """The record of an editor; an empty one where there is none that can be read."""
        try:
            found = json.loads(cls.path(location, name).read_text("utf-8"))
            written, folders = dict(found["files"]), list(found["folders"])
            return cls(written, dict(found.get("blocks", {})), list(found.get("made", ())), folders)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return cls()

    def write(self, location: Location, name: str) -> None:
        """Keeps the record."""
        kept = {
            "files": self.files,
            "blocks": self.blocks,
            "made": self.made,
            "folders": self.folders,
        }
        write_private(self.path(location, name), json.dumps(kept).encode())
