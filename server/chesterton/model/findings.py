"""`Finding`: the result of one health check."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """The result of one check."""

    check: str  #: stable name, e.g. "store.integrity"
    ok: bool
    message: str  #: one sentence
    advice: str = ""  #: the next step, unless ok
