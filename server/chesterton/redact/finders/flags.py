"""Secrets on command lines: long flags that say so, short ones of tools that are known."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from chesterton.redact.finders.assignments import is_secret
from chesterton.redact.keys import Strength
from chesterton.redact.literal import bare_at, quoted_at
from chesterton.redact.reading import Reading
from chesterton.redact.rule import Hit
from chesterton.redact.value import is_reference


class Tool(NamedTuple):
    """Programs, and where on their line a secret stands (the pattern's group)."""

    names: re.Pattern[str]
    secret: re.Pattern[str]


def _tool(names: str, secret: str) -> Tool:
    return Tool(re.compile(rf"(?<![\w./-])(?:{names})(?![\w-])"), re.compile(secret))


_WORD = r"([\"'][^\"'\n]{1,200}[\"']|[^\s\"'-][^\s\"']*)"
TOOLS = (
    _tool(r"mysql\w*|mariadb[\w-]*", rf"\s-p{_WORD}"),
    _tool(
        r"sshpass|docker|podman|nerdctl|buildah|skopeo|helm|az|oc|cf|jf|mongo\w*|twine|psexec\w*|"
        r"influx|vsql|rabbitmqadmin|kadmin|crackmapexec|databricks|kubectl|rancher",
        rf"\s-p\s+{_WORD}",
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
    _tool(r"net", rf"\suse\s[^\n]{{0,200}}/user:\S+\s+{_WORD}"),
    _tool(r"xfreerdp3?|wfreerdp|rdesktop", r"\s/p:([^\s\"']+)"),
    _tool(r"openssl", r"\s-(?:pass(?:in|out)?|k|K)\s+(?:pass:)?((?!env:|file:|stdin|fd:)[^\s\"']+)"),
    _tool(r"keytool|jarsigner", rf"\s-(?:store|key|srcstore|deststore|src|dest)pass\s+{_WORD}"),
    _tool(r"snmp\w+", rf"\s-[AX]\s+{_WORD}"),
    _tool(r"wpa_passphrase", rf"\s\S+\s+{_WORD}"),
    _tool(r"lftp", r"\s-u\s+[^\s,]+,([^\s\"']+)"),
    _tool(
        r"echo|printf",
        r"\s+(?:-n\s+)?[\"']?([^\s\"'|]{4,120})[\"']?\s*\|\s*(?:sudo\s+-\w*[Sk]|docker\s+login|"
        r"podman\s+login|passwd|chpasswd|su\b|helm\s|gh\s+auth|gcloud|cryptsetup|kinit|openssl)",
    ),
    _tool(r"requirepass|masterauth", rf"\s{_WORD}"),
    _tool(r"AUTH", r"\s+([^\s\"']{6,80})$"),
)
_STARTS = re.compile(
    r"[ \t](?:-[pPaAuUwkKXbhs]|--(?:user|auth|proxy-user)\b|/p:|/user:)|"
    r"\|[ \t]*(?:sudo|docker|podman|passwd|chpasswd|su |helm|gh |gcloud|cryptsetup|kinit|openssl)|"
    r"requirepass|masterauth|AUTH |sqlplus|rman |expdp|impdp|sqlldr|wpa_passphrase"
)
_GAP = re.compile(r"(?:[ \t]+|=)(?:\\\r?\n[ \t]*)?")
_SHORTEST = 3


def find(reading: Reading) -> Iterator[Hit]:
    """Every value of a flag that takes a secret."""
    yield from _long(reading)
    done = 0
    for start in _STARTS.finditer(reading.text):
        if start.start() >= done:
            begin = max(done, _command_start(reading.text, start.start()))
            done = _command_end(reading.text, start.start())
            yield from _in_command(reading.text, begin, done)


def _long(reading: Reading) -> Iterator[Hit]:
    text = reading.text
    for key in reading.keys:
        word = text[max(0, key.start - 40) : key.start].rsplit(None, 1)[-1:]
        if not word or not word[0].lstrip("[(`\"'").startswith("-"):
            continue
        gap = _GAP.match(text, key.end)
        value = gap and (quoted_at(text, gap.end()) or bare_at(text, gap.end()))
        if not value or value.text.startswith("-"):
            continue
        is_word = key.strength is Strength.HUMAN and value.text.islower()
        if is_secret(key, value.text, quoted=value.quoted) or (
            is_word and len(value.text) > _SHORTEST and not is_reference(value.text)
        ):
            yield Hit(value.start, value.end, key.rule_id)


def _command_start(text: str, position: int) -> int:
    """Where the line begins, lines continued by a backslash counted as one."""
    start = text.rfind("\n", 0, position)
    while start > 0 and text[start - 1] == "\\":
        start = text.rfind("\n", 0, start)
    return start + 1


def _command_end(text: str, start: int) -> int:
    """Where the line ends, lines continued by a backslash counted as one."""
    end = text.find("\n", start)
    while end > 0 and text[end - 1] == "\\":
        end = text.find("\n", end + 1)
    return len(text) if end < 0 else end


def _in_command(text: str, start: int, end: int) -> Iterator[Hit]:
    for tool in TOOLS:
        if name := tool.names.search(text, start, end):
            for found in tool.secret.finditer(text, name.end(), end):
                value = found[1].strip("\"'`.,;)")
                place = found.start(1) + found[1].index(value)
                if len(value) >= _SHORTEST and not is_reference(value):
                    yield Hit(place, place + len(value), "password")
