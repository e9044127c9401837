"""Cleans the paths of files, which identify the code of a note and so must stay different.

Only tokens of known formats are redacted: `pin-4711.md` is a name, whatever it means in a sentence.
"""

import hashlib
import re
from functools import lru_cache

from chesterton.model.clean import Clean
from chesterton.model.hidden_characters import visible_name

_MAY_HOLD_TOKEN = re.compile(r"(?=[A-Za-z]{0,7}[0-9])[A-Za-z0-9]{8}|[A-Z]{16}")
_DIGEST_BYTES = 4


def clean_path(path: str) -> Clean:
    """A path with each token replaced by `[redacted:rule-id-digest]`. Idempotent.

    Different paths have different results, and the result of a folder starts those of its files.
    """
    if path.isprintable() and not _MAY_HOLD_TOKEN.search(path):
        return Clean(path)
    return Clean("/".join(_cleaned(part) for part in path.split("/")))


def _cleaned(part: str) -> str:
    return _without_tokens(visible_name(_without_tokens(part)))


@lru_cache(maxsize=4096)
def _without_tokens(part: str) -> str:
    if not _MAY_HOLD_TOKEN.search(part):
        return part
    from chesterton.redact.hits import tokens  # noqa: PLC0415 - 50 ms that few paths need

    for hit in reversed(tokens(part)):
        token = part[hit.start : hit.end].encode("utf-8", "surrogatepass")
        digest = hashlib.blake2b(token, digest_size=_DIGEST_BYTES).hexdigest()
        part = f"{part[: hit.start]}[redacted:{hit.rule_id}-{digest}]{part[hit.end :]}"
    return part
