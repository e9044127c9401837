"""Finds the values in sections that hold secrets, whatever their keys are called.

Examples are Kubernetes Secret manifests, `[credentials]` in a settings file, `secrets:` in YAML and
the heading `# Logins`.
"""

import re
from collections.abc import Iterator

from chesterton.redact.chosen_value import is_given, is_namesake, is_telling
from chesterton.redact.finders.phrases import NOT_ITS_VALUE
from chesterton.redact.harmless import is_hex
from chesterton.redact.password_shapes import is_likely
from chesterton.redact.rule import Hit
from chesterton.redact.secret_value import has_letter_and_digit, is_machine_made, is_reference
from chesterton.redact.text_reading import AnalysedText
from chesterton.redact.value_span import literal_at

_KIND = re.compile(r"(?m)^[ \t>]*[\"']?kind[\"']?:[ \t]*[\"']?Secret[\"']?[ \t,]*\r?$")
_SECTION = re.compile(
    r"(?m)^(?P<indent>[ \t>]*)[\"']?(?:data|stringData)[\"']?:[ \t]*(?:\{[ \t]*)?\r?\n"
    r"(?P<body>(?:(?P=indent)[ \t]+[^\n]*(?:\n|\Z)|[ \t]*\n)+)"
)
_ENTRY = re.compile(r"(?m)^[ \t>]+[\"']?[\w.-]+[\"']?:[ \t]+(?![|>])")
_SHORTEST = 4
_HEADING = re.compile(
    r"(?im)^(?P<indent>[ \t>]*)(?:\[(?:[\w. -]{0,30}[. _-])?(?P<ini>NAME)\]|"
    r"[\"']?(?:[\w.-]{0,30}[._-])?(?P<yaml>NAME|keys)[\"']?[ \t]*[:=][ \t]*[{\[(]?|"
    r"(?P<plain>(?:the |our |all )?NAME)(?:[ ]\([\w ,.-]{1,30}\))?:?|"
    r"(?:#{1,4}|//|--|;|=+|-{2,}|"
    r"\*{2})[ ]*(?:[\w'-]{1,20}[ ]){0,3}?(?P<mark>NAME)[ :*=-]*)[ \t]*\r?$".replace(
        "NAME",
        r"secrets?|credentials?|creds|tokens?|passwords?|passphrases?|api[ _-]?keys?|log-?ins?|"
        r"accounts?|auth|"
        r"access[ _-]?keys?|private[ _-]?keys?|zugangsdaten|passw\u00f6rter|identifiants|"
        r"credenciales|"
        r"credenziali|senhas|contrase\u00f1as",
    )
)
_ITEM = re.compile(
    r"[ \t>]*(?:[-*+]|\d{1,2}[.)])?[ \t]*(?P<label>[\"'`]?[\w.@/-]{1,60}[\"'`]?[ \t]*(?:[:=,|/]|"
    r"[-=]>|[ \t])[ \t]*)?"
    r"[\"'`]?(?P<value>[^\s\"'`,;<>]{6,200})[\"'`]?[ \t,;]*\r?"
)
_PRINTED = re.compile(
    r"(?im)^[ \t>]*(?:[\w.@:~/\\-]{0,40}[$#%>])[ ]+(?:sudo )?(?:"
    r"(?:cat|head|less|type|printenv|echo|grep|terraform|heroku|git config)\b[^\n]*(?:secret|"
    r"token|pass|pwd?\b|cred|key)|"
    r"(?:pass|gopass|op|bw|rbw|lpass|vault|pwgen|apg|openssl rand|mkpasswd|keyring get|chamber|"
    r"credstash|"
    r"security find-|secret-tool lookup|aws secretsmanager|aws ssm|az keyvault|"
    r"az account get-access|gcloud auth print|"
    r"gcloud secrets|kubectl get secret|doppler secrets|npm token|sops)\b)[^\n]*\n"
    r"(?P<value>(?![/.~-])[^\s\"'`<>]{6,200})[ \t\r]*$"
)
"""A command that prints a secret, and its output."""
_PASSWORDS = re.compile(r"(?i)pass|senha|contrase")
_MOST_LINES, _LONGEST = 20, 260
_HEX, _LEAST = 16, 12


def find(reading: AnalysedText) -> Iterator[Hit]:
    """Values of Kubernetes Secrets, in the output of a command, and below a heading."""
    yield from _manifest(reading)
    for printed in _PRINTED.finditer(reading.text):
        value = printed["value"]
        if has_letter_and_digit(value) and not is_reference(value):
            yield Hit(*printed.span("value"), "secret")
    for heading in _HEADING.finditer(reading.text):
        yield from _below(reading, heading)


def _below(reading: AnalysedText, heading: re.Match[str]) -> Iterator[Hit]:
    text, end = reading.text, heading.end()
    indent = len(heading["indent"])
    for number in range(_MOST_LINES):
        if end >= len(text):
            return
        start, end = reading.line(end + 1)
        line = text[start:end]
        if not line.strip():
            if number or heading["yaml"]:
                return
            continue
        is_inside = (
            not heading["yaml"]
            or len(line) - len(line.lstrip(" \t>")) > indent
            or line.lstrip().startswith("-")
        )
        if not is_inside or line.startswith("[") or len(line) > _LONGEST:
            return
        item = _ITEM.fullmatch(text, start, end)
        if item and (
            _is_secret(item["value"], item["label"] or "")
            or (_PASSWORDS.search(heading[0]) and is_given(item["value"]))
        ):
            yield Hit(*item.span("value"), "secret")


def _is_secret(value: str, label: str) -> bool:
    if NOT_ITS_VALUE.search(label.replace("_", " ")) or is_reference(value):
        return False
    if is_hex(value):
        return len(value) >= _HEX and has_letter_and_digit(value)
    if is_telling(value) or is_likely(value) or is_namesake(value):
        return True
    return len(value) >= _LEAST and is_machine_made(value)


def _manifest(reading: AnalysedText) -> Iterator[Hit]:
    if "Secret" not in reading.text or not _KIND.search(reading.text):
        return
    for section in _SECTION.finditer(reading.text):
        for entry in _ENTRY.finditer(reading.text, *section.span("body")):
            value = literal_at(reading.text, entry.end())
            if value and len(value.text) >= _SHORTEST and not is_reference(value.text):
                yield Hit(value.start, value.end, "secret")
