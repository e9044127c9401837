"""Finds keys passed to cryptographic functions, such as `hmac.new`, as positional arguments."""

import re
from collections.abc import Iterator

from chesterton.redact.chosen_value import is_worn
from chesterton.redact.harmless import is_hex
from chesterton.redact.rule import Hit
from chesterton.redact.secret_value import has_letter_and_digit, is_machine_made, is_password
from chesterton.redact.text_reading import AnalysedText
from chesterton.redact.value_span import Value, quoted_at
from chesterton.redact.vocabulary import HARMLESS_KEYS

_WRAP = (
    r"(?:\s{0,4}(?:new |\*?\[\]byte\(|bytes\.fromhex\(|bytes\(|bytearray\.fromhex\(|unhexlify\(|"
    r"binascii\.unhexlify\(|hex\.decode\(|buffer\.from\(|base64\.b64decode\(|b64decode\(|atob\()){0,2}"
    r"\s{0,4}(?:key\s?=\s?|secret\s?=\s?)?(?=[bru]?[\"'`])"
)
_ARGUMENT = r"[^,()\n]{1,60}(?:\([^()\n]{0,60}\))?,"
_FIRST = (
    r"hmac|hmac\.new|hmac\.digest|fernet|multifernet\(\[fernet|aes\.new|des3?\.new|blowfish\.new|arc4\.new|"
    r"chacha20\w*(?:\.new)?|aesgcm|aesccm|aessiv|algorithms\.\w{3,10}|secretbox|secretkeyspec|"
    r"secret_?key_?spec|url_?safe(?:timed)?serializer|timed(?:jsonweb(?:signature))?serializer|"
    r"jsonwebsignatureserializer|itsdangerous\.\w{3,30}|hmackey|keys\.hmacshakeyfor|"
    r"algorithm\.hmac\w{1,4}|aes\.newcipher|des\.newcipher|hmacsha\d{1,3}|new hmac\w{2,7}|"
    r"crypt|encryptors\.\w{3,12}|encryptbypassphrase|decryptbypassphrase|gen_?key_?from_?pass\w*|"
    r"symmetricsecuritykey\(encoding\.\w{2,8}\.getbytes|cookie_?session|cookieparser"
)
_SECOND = (
    r"hmac\.new|jwt\.(?:encode|decode|sign|verify)|jsonwebtoken\.\w{3,8}|create_?hmac|crypto\.createhmac|"
    r"createcipheriv|createdecipheriv|hmac\.new\(hmac\.\w{2,10}|openssl::hmac\.(?:hex)?digest|"
    r"hmac\.(?:hex)?digest|openssl_(?:en|de)crypt|cryptojs\.\w{3,12}(?:\.(?:en|de)crypt)?|"
    r"jwt::(?:en|de)code|hash_hmac|pgp_sym_(?:en|de)crypt(?:_bytea)?|aes_(?:en|de)crypt|des_(?:en|de)crypt"
)
_THIRD = (
    r"\w*webhook\w*\.construct_?event|\w*webhooks?\.construct\w{0,12}|hash_hmac|"
    r"openssl_(?:en|de)crypt"
)
_CALLS = (
    re.compile(rf"(?<![\w])(?:{_FIRST})\({_WRAP}"),
    re.compile(rf"(?<![\w])(?:{_SECOND})\({_ARGUMENT}{_WRAP}"),
    re.compile(rf"(?<![\w])(?:{_THIRD})\({_ARGUMENT}{_ARGUMENT}{_WRAP}"),
)
_MARKS = (
    "hmac",
    "fernet",
    "aes",
    "des",
    "serializer",
    "jwt",
    "jsonwebtoken",
    "webhook",
    "cipher",
    "secret",
    "chacha",
    "crypt",
    "algorithm",
    "itsdangerous",
    "cookie",
    "arc4",
    "blowfish",
    "encrypt",
)
_KEY_OF_CIPHER = re.compile(
    r"\b(?:aes|des|3des|chacha20|hmac|blowfish|fernet)(?:-?(?:128|192|256|gcm|cbc|sha-?\d{1,3})){0,2}"
    r"[ _-](?:key|secret)(?:[ ](?:is|was|of)|[ ]?[:=])?[ \"'`(]{1,4}"
    r"(?P<value>(?:0x)?[0-9a-f]{32}(?:[0-9a-f]{16}|[0-9a-f]{32}|[0-9a-f]{96})?)(?![\w])"
)
_NAMED_KEY = re.compile(
    r"(?:^|[^a-z0-9])(?:pk|sk|priv(?:ate)?_?key|private_?key)[\"']?(?:\s?[:=]\s?|[ ])[\"']?"
    r"(?P<value>(?:0x)?[0-9a-f]{64})(?![0-9a-f])"
)
_BARE_KEY = re.compile(
    r"(?<![\w./-])(?:(?P<of>[A-Za-z]{1,20})[ _-])?(?i:(?P<key>key)|pat|cookie)[\"'`*]{0,2}"
    r"(?::[ ]?[\w\[\]<>&;' ]{1,30}(?==))?"
    r"(?:(?:[ ][\w'/.-]{1,16}){0,5}?[ ](?:is|was|from|to|are)[ ]|[ ]?(?:=>|[:=])\s{0,20}|"
    r"[ ]?(?:is|was)?[ ]?)"
    r"(?:(?:Buffer\.from|bytes\.fromhex|bytearray\.fromhex|(?:binascii\.)?unhexlify|hex\.DecodeString|"
    r"hex2bin|Hex\.decode\w*|hex::decode\w*|hex\.decode\w*|hex!|\w{0,20}(?:[fF]rom_?[hH]ex|[hH]ex_?[tT]o_?\w{3,8})|"
    r"parseHex)\()?(?:[bu](?=[\"'`]))?[\"'`(*]{0,3}"
    r"(?P<value>(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{20,128})(?![\w/-]|\.\w)"
)
_REMARKED = re.compile(
    r"[\"'`](?P<value>[0-9a-fA-F]{20,128})[\"'`][^\n\"'`#/]{0,20}(?:/[/*]|\#|--)[^\n]{0,60}?\b(?i:"
    r"secret|password|(?:api|signing|private|encryption|hmac|aes|master)[ _-]?key|token)(?![\w-])"
)
"""A value followed by a comment that explains it."""

_REMARKED_PASSWORD = re.compile(
    r"[\"'`](?P<value>[^\s\"'`]{6,60})[\"'`][^\n\"'`#/]{0,20}(?:/[/*]|\#|--)[^\n]{0,60}?\b(?i:"
    r"passwords?|passphrase|passwd|pwd?|kennwort|passwort)(?![\w-])"
)
_LOOKED_UP = re.compile(
    r"(?i)cach|redis|\bmap|look|index|bucket|hash|digest|etag|dedup|partition|shard|object|\bs3\b|"
    r"fingerprint|gpg|pgp|public|commit|blob|entry|record|\brow|trace|\bids?\b|signed"
)
_AROUND = 100
_COMMIT = 40  #: number of digits of a commit id, and of a key's fingerprint
_TERM = re.compile(r"(?i)[a-z]{2,5}-?\d{3}(?:-[a-z\d]{3,6})?")  #: an algorithm
_SHORTEST_HEX = 32


def find(reading: AnalysedText) -> Iterator[Hit]:
    """Keys in `hmac.new(b"...", body)`, `jwt.encode(claims, "...")`, "the AES-256 key 0123..."."""
    lowered = reading.lowered
    for pattern in _CALLS if any(mark in lowered for mark in _MARKS) else ():
        for call in pattern.finditer(lowered):
            value = quoted_at(reading.text, call.end())
            if value and _is_key(value):
                yield Hit(value.start, value.end, "secret")
    for pattern in (_KEY_OF_CIPHER, _NAMED_KEY):
        for key in pattern.finditer(lowered):
            yield Hit(*key.span("value"), "secret")
    if any(word in lowered for word in ("key", "pat", "cookie", "secret", "pass", "token")):
        yield from _bare_keys(reading)


def _bare_keys(reading: AnalysedText) -> Iterator[Hit]:
    """Keys such as 0123abcd..., unless the text uses them to look something up."""
    for key in _BARE_KEY.finditer(reading.text):
        start, end = key.start() - _AROUND, key.end() + _AROUND
        line = reading.text[max(0, start) : end]
        is_harmless = (key["of"] or "").lower() in HARMLESS_KEYS or _LOOKED_UP.search(line)
        if not is_harmless and not (key["key"] and len(key["value"]) == _COMMIT):
            yield Hit(*key.span("value"), "secret")
    for remarked in _REMARKED_PASSWORD.finditer(reading.text):
        if is_worn(remarked["value"]):
            yield Hit(*remarked.span("value"), "password")
    for remarked in _REMARKED.finditer(reading.text):
        if not _LOOKED_UP.search(remarked[0]):
            yield Hit(*remarked.span("value"), "secret")


def _is_key(value: Value) -> bool:
    text = value.text
    if is_hex(text) and len(text) >= _SHORTEST_HEX:
        return True
    if _TERM.fullmatch(text):
        return False
    return is_machine_made(text) or (has_letter_and_digit(text) and is_password(text, quoted=True))
