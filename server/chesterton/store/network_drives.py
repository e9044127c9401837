"""Detection of network file systems, on which SQLite's WAL mode corrupts data."""

import os
import re
from pathlib import Path

SHARED = frozenset(
    {"nfs", "nfs3", "nfs4", "cifs", "smb2", "smb3", "smbfs", "9p", "afs", "ncpfs", "ceph",
     "glusterfs", "lustre", "gpfs", "prl_fs", "vboxsf", "vmhgfs", "virtiofs", "fuse.sshfs",
     "fuse.glusterfs",
     "fuse.ceph", "fuse.s3fs", "fuse.rclone", "fuse.vmhgfs-fuse", "fuse.davfs", "davfs"}
)  # fmt: skip

MOUNTS = Path("/proc/self/mountinfo")


def shared_kind(directory: Path) -> str | None:
    """The kind of a file system that several machines may write; None for any other."""
    if os.name == "nt":
        return "smb" if str(directory).startswith("\\\\") else None
    try:
        mounts = MOUNTS.read_text("utf-8", errors="surrogateescape")
    except OSError:
        return None
    kind = mounted_kind(mounts, os.path.realpath(directory))
    return kind if kind in SHARED else None


def mounted_kind(mounts: str, folder: str) -> str | None:
    """The file system type of the deepest mount that holds a folder."""
    best, kind = "", None
    for line in mounts.splitlines():
        fields, _, rest = line.partition(" - ")
        place = _unescaped(fields.split(" ")[4])
        inside = folder == place or folder.startswith(place.rstrip("/") + "/")
        if inside and len(place) >= len(best):
            best, kind = place, rest.split(" ")[0]
    return kind


def _unescaped(place: str) -> str:
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), place)
