"""Decides which URLs may become links, and detects link text that names a different host."""

import re
import unicodedata
from urllib.parse import quote, unquote

from chesterton.memory.visible_text import visible

_URL_CHARACTERS = "/:?#@!$&'+,;=-._~%"
_LONGEST_URL = 500

_HOST = r"(?P<host>(?!(?:[^/?#:]*\.)?xn--)[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?)"
"""ASCII only and no punycode, because some renderers show punycode as the letters it stands for."""

_WEB = re.compile(rf"https?://{_HOST}(?::\d{{1,5}})?(?:[/?#][^\s<>\\]*)?", re.IGNORECASE)
_MAIL = re.compile(rf"mailto:[a-z0-9._+-]+@{_HOST}", re.IGNORECASE)

_DOT = re.compile(r"[\u00b7\u2022\u2027\u2219\u22c5\u3002]")
"""Characters that look like a dot or are taken for one in domain names."""

_NAMED_HOST = re.compile(
    r"//(?P<authority>[^\s/?#]*)|(?:[\w-]+\.)+(?:xn--[\w-]+|[^\W\d_]{2,})|\d+(?:\.\d+){3}"
)


def safe_url(url: str) -> str | None:
    """The URL, quoted for a link, if it is http, https or mailto with a plain host; else None.

    A URL with a user name, a password, or anything that parsers read differently is refused.
    """
    url = url.strip()
    if len(url) > _LONGEST_URL or visible(url) != url:
        return None
    is_allowed = _WEB.fullmatch(url) or _MAIL.fullmatch(url)
    return quote(url, safe=_URL_CHARACTERS) if is_allowed else None


def host_of(target: str) -> str:
    """The host of a safe URL."""
    found = _WEB.match(target) or _MAIL.match(target)
    return found["host"].lower() if found else ""


def is_honest(label: str, target: str) -> bool:
    """Whether the label of a link names no host other than the target's."""
    host, label = host_of(target), unicodedata.normalize("NFKC", label).lower()
    address = unquote(target.lower().partition("://")[2])
    shown = unquote(label.removeprefix("http://").removeprefix("https://").removesuffix("…"))
    if address.startswith(shown) and shown.startswith(host):
        return "//" not in shown and "www." not in shown[1:]
    text = _DOT.sub(".", label).replace("\\", "")
    named = [found["authority"] or found.group() for found in _NAMED_HOST.finditer(text)]
    return all(host == name or host.endswith(f".{name}") for name in named)
