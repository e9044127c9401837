"""Recognises placeholders in the format of a secret: `ghp_xxxx`, `your-key`, `changeme`."""

_DISTINCT = 5  #: a random secret has at least this many distinct characters
_LONG = 12
_MOST_READ = 400

_TELLTALES = (
    *("***", "...", "\u2026", "____", "------", "00000000"),
    *("example", "your-", "your_", "your ", "-your", "_your", " your", "placeholder"),
    *("changeme", "change-me", "change_me", "redacted", "replaceme", "replace-", "replace_"),
    *("insert-", "insert_", "dummy", "not-a-real", "notareal", "not_a_real", "not-a-secret"),
)


def is_filler(text: str) -> bool:
    """Whether a text that looks like a secret is only a placeholder."""
    if len(text) >= _LONG and len(set(text[-40:])) < _DISTINCT:
        return True
    start = text[:_MOST_READ]
    if "xxxx" in start or "XXXX" in start:
        return True
    lowered = start.lower()
    return any(telltale in lowered for telltale in _TELLTALES)
