"""Normalises remote URLs, so that the ssh, https and scp forms of one repository compare equal."""

import re

_SCP = re.compile(r"^(?:[^@/\\]+@)?(?P<host>[^:/\\@]{2,}):(?P<path>.+)$")
_WINDOWS_PATH = re.compile(r"^[A-Za-z]:[\\/]")
_ALIASES = {
    "ssh.github.com": "github.com",
    "altssh.gitlab.com": "gitlab.com",
    "altssh.bitbucket.org": "bitbucket.org",
}
"""Hosts that serve ssh on port 443, for networks that block port 22."""


def normalise_url(url: str) -> str | None:
    """The `host/path` of a remote, equal for its ssh, https and scp forms; a folder stays a path.

    User, password, port, query and a trailing `.git` are dropped.
    """
    url = url.strip()
    if not url:
        return None
    if "://" in url:
        return _from_url(url)
    if not _WINDOWS_PATH.match(url) and (scp := _SCP.match(url)):
        return _joined(scp["host"], scp["path"])
    return _trimmed(url.replace("\\", "/")) or "/"


def _from_url(url: str) -> str | None:
    from urllib.parse import unquote, urlsplit  # noqa: PLC0415 - 3 ms for repositories with a remote

    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return None
    path = unquote(parts.path)
    return _joined(host, path) if host else _trimmed(path) or None


def _joined(host: str, path: str) -> str:
    host = host.lower().rstrip(".")
    return f"{_ALIASES.get(host, host)}/{_trimmed(path).lstrip('/')}"


def _trimmed(path: str) -> str:
    return path.rstrip("/").removesuffix(".git").rstrip("/")
