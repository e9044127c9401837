"""Computes the git object id of a file's content without running git."""

import hashlib


def blob_hash(data: bytes, algorithm: str = "sha1") -> str:
    """The object id of a blob with this content."""
    digest = hashlib.new(algorithm, b"blob %d\0" % len(data), usedforsecurity=False)
    digest.update(data)
    return digest.hexdigest()
