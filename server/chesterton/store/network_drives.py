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
    """The type of the network file system that holds a directory; None if it is local."""
    if os.name == "nt":
        return "smb" if str(directory).startswith("\\\\") else None
    try:
        mounts = MOUNTS.read_text("utf-8", errors="surrogateescape")
    except OSError:
        return None
    kind = mounted_kind(mounts, os.path.realpath(directory))
    return kind if kind in SHARED else None


def mounted_kind(mounts: str, folder: str) -> str | None:
    """The file system type of the innermost mount that contains a folder."""
    best, kind = "", None
    for line in mounts.splitlines():
        fields, _, rest = line.partition(" - ")
        mount = _unescaped(fields.split(" ")[4])
        is_inside = folder == mount or folder.startswith(mount.rstrip("/") + "/")
        if is_inside and len(mount) >= len(best):
            best, kind = mount, rest.split(" ")[0]
    return kind


def _unescaped(mount: str) -> str:
    return re.sub(r"\\([0-7]{3})", lambda escape: chr(int(escape[1], 8)), mount)
