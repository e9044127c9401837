"""Finds secret URLs: chat webhooks, cron job pings, private calendars."""

import re
from collections.abc import Iterator

from chesterton.redact.harmless import is_hex, is_uuid
from chesterton.redact.rule import Hit
from chesterton.redact.secret_value import has_letter_and_digit, is_random
from chesterton.redact.text_reading import AnalysedText

_URL = re.compile(
    r"(?i)(?:https?|webcal|"
    r"wss?)://(?P<host>[\w.-]{3,120})(?::\d{1,5})?(?P<path>/[^\s\"'`<>]{6,600})"
)
_MARKS = re.compile(
    r"(?i)(?:web-?)?hooks?\b|webhookb2|hook\.|hooks\.|hook_?|heartbeat|trigger|(?:^|[/.-])ping|"
    r"hc-ping|nosnch|"
    r"cronitor|snitch|deadman|push-?monitor|\bpush/|calendar|\bcal[./]|ical|\.ics|private-|"
    r"\bfeeds?/|catch/|receiver|/inputs?/|integrations?/|incoming|workflows?/|invite|"
    r"reset|magic|\bmakers?\.|with/key|ingest|collector|callback/|join/|activate/|deploy|pipedream|requestbin|"
    r"/bot\d+:|dropbox-?upload|upload-?link|unsubscribe|share[ds]?/|s/key|notify|alerts?/|"
    r"events\.pagerduty|(?:^|\.)logs?-?\d*\.|drop/|token/|secret/|key/|unlock/|access/"
)
_CODE_HOSTS = re.compile(
    r"(?i)(?:^|\.)(?:github(?:usercontent)?|gitlab|bitbucket|codeberg|sourcehut|git\.sr|gitea)\.|"
    r"(?:^|\.)(?:go-review|chromium|googlesource|kernel|launchpad|phabricator|reviews)\."
)
_PUBLIC = re.compile(
    r"(?i)/(?:commits?|blob|tree|raw|compare|diff|blame|rev|revision|objects?|files?|issues?|pull|"
    r"merge_requests|builds?|jobs?|runs?|artifacts?|docs?|documents?|attachments?|images?|assets|"
    r"static|media|tenants?|users?|customers?|orders?|posts?|questions|articles?|gist|"
    r"sha256:?)/[^/]*$"
)
_BUILD = re.compile(r"(?i)/(?:pipelines?|jobs?|runs?|builds?)/")
_ID = re.compile(r"(?i)[?&#](?:\w{1,30}[_-])?id=$")
_HOOK = re.compile(r"(?i)hook|trigger|ping|invoke|sig=")
_PIECE = re.compile(r"[^/?&=#;,:@%]+")
_SHORTEST, _LONG, _HEX = 12, 20, 10
_EDGE = ".,;:!)]}*_'\""


def find(reading: AnalysedText) -> Iterator[Hit]:
    """The random parts of URLs whose host or path indicates a webhook or private link."""
    text = reading.text
    for url in _URL.finditer(text) if "://" in text else ():
        address = url["host"] + url["path"]
        if not _MARKS.search(address) or _CODE_HOSTS.search(url["host"]):
            continue
        for piece in _PIECE.finditer(text, *url.span("path")):
            word = piece[0].rstrip(_EDGE).removesuffix(".ics").removeprefix("private-")
            start = piece.start() + piece[0].find(word)
            before = text[url.start("path") : start]
            if word and is_key(word) and not (_PUBLIC.search(before) or _is_id(address, before)):
                yield Hit(start, start + len(word), "secret-address")


def _is_id(address: str, before: str) -> bool:
    """Whether a part of an address is the id of a build, or of what a viewer shows."""
    return not _HOOK.search(address) and bool(_BUILD.search(address) or _ID.search(before))


def is_key(word: str) -> bool:
    """Whether part of a path is random enough that outsiders cannot guess it."""
    if is_uuid(word):
        return True
    if is_hex(word):
        return len(word) >= _HEX and has_letter_and_digit(word)
    is_long = len(word) >= _LONG or has_letter_and_digit(word)
    return len(word) >= _SHORTEST and is_long and is_random(word)
