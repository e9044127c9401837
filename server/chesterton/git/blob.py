"""The object id that git gives to the content of a file."""

import hashlib


def blob_hash(data: bytes, algorithm: str = "sha1") -> str:
    """The name that git gives to a file of this content."""
    digest = hashlib.new(algorithm, b"blob %d\0" % len(data), usedforsecurity=False)
    digest.update(data)
    return digest.hexdigest()
