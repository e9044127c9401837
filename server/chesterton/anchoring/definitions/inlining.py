"""Detects inlined helpers: removed functions whose bodies are now in their former callers."""

from collections.abc import Iterator
from heapq import nlargest

from chesterton.anchoring.definitions.changeset import Changeset
from chesterton.anchoring.definitions.definition import Definition
from chesterton.model.anchor import Candidate

_MOST = 0.6
"""Minimum share of the helper's words that the caller must contain."""

_CONFIDENCE = 0.3
"""Confidence that a note on a helper belongs to a caller that contains all of it."""

_MOST_CALLERS = 3


def is_inlined(helper: Definition, caller: Definition, after: Definition) -> bool:
    """Whether a caller no longer calls the helper and may contain its body instead."""
    return helper.last_name in caller.callees - after.callees


def inlined_into(helper: Definition, change: Changeset) -> list[Candidate]:
    """The former callers that contain the body of a removed helper, best first."""
    if helper.kind_group != "function":
        return []
    found = (
        Candidate(new.path, new.symbol, round(_CONFIDENCE * share, 3))
        for new, share in _callers(helper, change)
        if share >= _MOST
    )
    return nlargest(_MOST_CALLERS, found, key=lambda one: one.confidence)


def _callers(helper: Definition, change: Changeset) -> Iterator[tuple[Definition, float]]:
    words = helper.words
    total = sum(words.values())
    for path in change.surviving_paths:
        if helper.last_name not in change.before[path].text.value:
            continue
        for old, *_ in change.old.namesakes_in(path):
            if old.kind_group != "function" or helper.last_name not in old.callees:
                continue
            for new in change.namesakes_after(old):
                if is_inlined(helper, old, new):
                    gained = {word: new.words.get(word, 0) for word in words}
                    shared = sum(min(count, gained[word]) for word, count in words.items())
                    yield new, shared / max(1, total)
