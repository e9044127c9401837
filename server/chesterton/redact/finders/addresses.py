"""Finds passwords and tokens in URLs and connection strings."""

import re
from collections.abc import Iterator

from chesterton.redact.finders import sentences
from chesterton.redact.rule import Hit
from chesterton.redact.secret_value import (
    is_machine_made,
    is_password,
    is_plainly_random,
    is_reference,
)
from chesterton.redact.text_reading import AnalysedText

_URL = re.compile(r"://(?P<rest>[^\s\"'`<>]{1,600})")
_SCHEME = re.compile(r"[,;|]?[A-Za-z][A-Za-z0-9+.-]{0,24}:?$")
_HOST = re.compile(
    r"(?:[\w.-]|%[0-9A-Fa-f]{2}|\[[0-9a-fA-F:.]+\]|[${}()*,:])*(?:[/?#|].*|[).;:!*]*|\\.*)$"
)
_DSN = re.compile(r"[0-9a-f]{32}@[\w.-]+(?::\d+)?(?:/\w+)?/\d+(?![\w/])")
"""A DSN for error reporting, whose key is public."""

_PORT = re.compile(r"\d{1,5}(?:[/?#]|$)")
_AT_HOST = re.compile(
    r"@(?:(?:tcp|unix)\(|//|localhost\b|\d{1,3}(?:\.\d{1,3}){3}|[\w.-]{1,100}:\d{2,5}\b)"
)
_NO_USER = frozenset({"mailto", "cc", "to", "from", "ssh", "sftp", "scp", "git", "by"})
_BEFORE_AT = re.compile(
    r"(?:^|[^\w@/.-])(?P<user>[\w.+-]{1,64})[:/](?P<password>[^\s\"'`<>/]{4,128})$"
)
_PASSWORD_FILE = re.compile(
    r"(?:^|(?<=[\s\"'`]))(?=[^:]{0,60}[g-zG-Z.*])[\w.*-]{1,100}:(?:\d{2,5}|\*):[\w*-]{1,60}"
    r":[\w*-]{1,60}:(?P<password>[^\s:\"'`]{4,128}+)(?!:)",
    re.MULTILINE,
)
_SIGNED = re.compile(
    r"(?:[?&;](?:sig|signature|key|code|hmac|auth|s|st|h|hash|assertion|ticket|invite|magic|jwt|t)|"
    r"X-(?:Amz|Goog)-(?:Signature|Security-Token)|[?&]Signature)=(?P<secret>[^\s&\"'<>#]{16,600})"
)
_NO_PASSWORD = frozenset({"x-oauth-basic", "x-token-auth", "oauth2", "x-access-token", "git"})
_USER_INFO = re.compile(r"://[^\s/@:\"'`<>]{0,60}$")
_BEFORE_HOST = re.compile(r"[\w-]{0,30}:[^\s\"'`<>]{0,600}@")
_BACK = 200
_SHORTEST = 4


def find(reading: AnalysedText) -> Iterator[Hit]:
    """Passwords before an @, tokens used as the user name, signatures in query strings."""
    text = reading.text
    if "@" in text:
        for url in _URL.finditer(text):
            yield from _in_url(url)
        for at in _AT_HOST.finditer(text):
            yield from _before_at(text, at.start())
    words = reading.long_words
    for entry in _PASSWORD_FILE.finditer(words.text) if ":" in words.text else ():
        if is_password(entry["password"], quoted=True):
            yield words.to_original(Hit(*entry.span("password"), "password"))
    for parameter in _SIGNED.finditer(words.text) if "=" in words.text else ():
        if is_machine_made(parameter["secret"]):
            yield words.to_original(Hit(*parameter.span("secret"), "url-token"))


def is_user_of_address(text: str, start: int, end: int) -> bool:
    """Whether a name is the user in an address, whose password ends at the host."""
    before = _USER_INFO.search(text, max(0, start - _BACK), start)
    return before is not None and _BEFORE_HOST.match(text, end) is not None


def _before_at(text: str, at: int) -> Iterator[Hit]:
    """The password in `user:password@host` without a scheme."""
    back = max(0, at - _BACK)
    address = _BEFORE_AT.search(text[back:at])
    if not address or address["user"].lower() in _NO_USER:
        return
    if is_password(address["password"], quoted=True):
        yield Hit(back + address.start("password"), at, "url-password")


def _in_url(url: re.Match[str]) -> Iterator[Hit]:
    rest = url["rest"]
    if (second := rest.find("://")) > 0:
        rest = _SCHEME.sub("", rest[:second])
    before = url.string[max(0, url.start() - 6) : url.start()].lower()
    is_web = before.endswith(("http", "https"))
    user_info = _user_info(rest, is_web=is_web)
    if not user_info:
        return
    start = url.start("rest")
    user, colon, password = user_info.partition(":")
    is_lone = not colon or password in _NO_PASSWORD
    is_number = is_lone and is_web and sentences.is_number(user) and not _DSN.match(rest)
    if is_number or is_plainly_random(user):
        yield Hit(start, start + len(user), "url-token")
    if (
        colon
        and len(password) >= _SHORTEST
        and password not in _NO_PASSWORD
        and not (user == password and password.isalpha())
        and not is_reference(password)
    ):
        yield Hit(start + len(user) + 1, start + len(user_info), "url-password")


def _user_info(rest: str, *, is_web: bool) -> str:
    """The userinfo before the @ of a URL; its password may contain any character, even @ and /."""
    at = rest.rfind("@")
    while at > 0:
        info = rest[:at]
        user, _, password = info.partition(":")
        is_path = "/" in info and (is_web or "/" in user or not password)
        is_port = "/" in password and _PORT.match(password)
        if _HOST.match(rest, at + 1) and not is_path and not is_port:
            return info
        at = rest.rfind("@", 0, at)
    return ""
