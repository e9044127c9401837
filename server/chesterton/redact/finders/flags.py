"""Finds secrets on command lines: long flags like `--password`, short flags of known tools."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from chesterton.redact.finders.assignments import is_secret
from chesterton.redact.rule import Hit
from chesterton.redact.secret_names import SensitiveName, Strength
from chesterton.redact.secret_value import is_reference
from chesterton.redact.text_reading import AnalysedText
from chesterton.redact.value_span import Value, bare_at, quoted_at


class Tool(NamedTuple):
    """A family of programs, and a pattern whose group is the secret on their command line."""

    names: re.Pattern[str]
    secret: re.Pattern[str]


def _tool(names: str, secret: str) -> Tool:
    return Tool(re.compile(names), re.compile(secret))


_WORD = r"([\"'][^\"'\n]{1,200}[\"']|[^\s\"'-][^\s\"']*)"
TOOLS = (
    _tool(r"mysql\w*|mariadb[\w-]*", rf"\s-p{_WORD}"),
    _tool(r"sshpass|mongo\w*|twine|psexec\w*|influx|vsql|rabbitmqadmin|kadmin", rf"\s-p\s+{_WORD}"),
    _tool(
        r"docker|podman|nerdctl|buildah|skopeo|helm|az|oc|cf|jf|databricks|rancher|argocd",
        rf"\slogin\s(?:[^\n]{{0,200}}?\s)?-p\s+{_WORD}",
    ),
    _tool(r"redis-cli|valkey-cli|keydb-cli", rf"\s-a\s+{_WORD}"),
    _tool(r"ldap\w+", rf"\s-w\s+{_WORD}"),
    _tool(r"sqlcmd|bcp|osql|tsql|mosquitto_\w+|ipmitool|zip|unzip", rf"\s-P\s*{_WORD}"),
    _tool(r"7za?|rar|unrar", rf"\s-h?p{_WORD}"),
    _tool(
        r"curl|wget|https?|xh|svn|aria2c",
        r"\s(?:-u|--user|-a|--auth|-U|--proxy-user)[\s=]*[\"']?[^\s:\"'$]{1,80}:([^\s\"']{2,200})",
    ),
    _tool(r"htpasswd", rf"\s-[a-zA-Z]*b[a-zA-Z]*\s+\S+\s+\S+\s+{_WORD}"),
    _tool(r"sqlplus|rman|expdp?|impdp?|sqlldr", r"\s[\w.]{1,40}/([^\s@\"'/]{3,80})(?=[@\s]|$)"),
    _tool(r"smbclient|rpcclient|mount\.cifs|net", r"\s-U\s*[\"']?[^\s%]{1,60}%([^\s\"']+)"),
    _tool(r"net", rf"\suser\s+[\w.-]+\s+{_WORD}"),
    _tool(r"net", rf"\suse\s[^\n]{{0,200}}/user:\S+\s+{_WORD}"),
    _tool(r"xfreerdp3?|wfreerdp|rdesktop", r"\s/p:([^\s\"']+)"),
    _tool(
        r"openssl", r"\s-(?:pass(?:in|out)?|k|K)\s+(?:pass:)?((?!env:|file:|stdin|fd:)[^\s\"']+)"
    ),
    _tool(r"keytool|jarsigner", rf"\s-(?:store|key|srcstore|deststore|src|dest)pass\s+{_WORD}"),
    _tool(r"snmp\w+", rf"\s-[AX]\s+{_WORD}"),
    _tool(r"wpa_passphrase", rf"\s\S+\s+{_WORD}"),
    _tool(r"lftp", r"\s-u\s+[^\s,]+,([^\s\"']+)"),
    _tool(
        r"echo|printf",
        r"\s+(?:-n\s+)?[\"']?([^\s\"'|]{4,120})[\"']?\s*\|\s*(?:sudo\s+-\w*[Sk]|docker\s+login|"
        r"podman\s+login|passwd|chpasswd|helm\s+registry|gh\s+auth|cryptsetup|kinit)",
    ),
    _tool(r"requirepass|masterauth", rf"\s{_WORD}"),
    _tool(r"AUTH", r"\s+(?=\D*\d)([^\s\"'/]{6,80})$"),
)
_TRIGGERS = re.compile(
    r"[ \t](?:-[pPaAuUwkKXbhs]|--(?:user|auth|proxy-user)\b|/p:|/user:)|"
    r"\|[ \t]*(?:sudo|docker|podman|passwd|chpasswd|su |helm|gh |gcloud|cryptsetup|kinit|openssl)|"
    r"requirepass|masterauth|AUTH |sqlplus|rman |expdp|impdp|sqlldr|wpa_passphrase|net user "
)
_FLAG = re.compile(r"(?:^|[\s\[(`\"'])--?(?:[a-zA-Z][\w-]*)?$")
_NAME = re.compile(r"(?<![\w./-])[A-Za-z7][\w.-]{0,30}(?=\s)")
_GAP = re.compile(r"(?:[ \t]+|=)(?:\\\r?\n[ \t]*)?")
_SHORTEST = 3


def value_of(reading: AnalysedText, key: SensitiveName) -> Value | None:
    """The value of a long flag whose name announces a secret."""
    text = reading.text
    gap = _GAP.match(text, key.end)
    if not gap or not _FLAG.search(text[max(0, key.start - 40) : key.start]):
        return None
    value = quoted_at(text, gap.end()) or bare_at(text, gap.end())
    if not value or value.text.startswith("-"):
        return None
    is_word = key.strength is Strength.HUMAN and value.text.islower()
    if is_secret(key, value.text, quoted=value.quoted) or (
        is_word and len(value.text) > _SHORTEST and not is_reference(value.text)
    ):
        return value
    return None


def find(reading: AnalysedText) -> Iterator[Hit]:
    """Secrets on the command lines of known tools."""
    end = 0
    for trigger in _TRIGGERS.finditer(reading.text):
        if trigger.start() >= end:
            start = max(end, _command_start(reading.text, trigger.start()))
            end = _command_end(reading.text, trigger.start())
            yield from _in_command(reading.text, start, end)


def _command_start(text: str, position: int) -> int:
    """The start of the logical line; a backslash continues a line."""
    start = text.rfind("\n", 0, position)
    while start > 0 and text[start - 1] == "\\":
        start = text.rfind("\n", 0, start)
    return start + 1


def _command_end(text: str, start: int) -> int:
    """The end of the logical line; a backslash continues a line."""
    end = text.find("\n", start)
    while end > 0 and text[end - 1] == "\\":
        end = text.find("\n", end + 1)
    return len(text) if end < 0 else end


def _in_command(text: str, start: int, end: int) -> Iterator[Hit]:
    command = text[start:end]
    for name in dict.fromkeys(_NAME.findall(command)):
        for tool in _tools(name):
            for match in tool.secret.finditer(command, command.index(name) + len(name)):
                value = match[1].strip("\"'`.,;)")
                position = start + match.start(1) + match[1].index(value)
                if len(value) >= _SHORTEST and not is_reference(value) and "<" not in value:
                    yield Hit(position, position + len(value), "password")


@lru_cache(maxsize=1024)
def _tools(name: str) -> tuple[Tool, ...]:
    return tuple(tool for tool in TOOLS if tool.names.fullmatch(name))
