"""`Finding`: the result of one health check."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was checked."""

    check: str  #: stable name, e.g. "store.integrity"
    ok: bool
    message: str  #: one sentence
    advice: str = ""  #: the next step, where not ok
