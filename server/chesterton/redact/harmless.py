"""Recognises random-looking values that are not secrets: UUIDs, digests, public keys, versions."""

import re

_HEX_RUN = re.compile(r"(?:[0-9a-f]+|[0-9A-F]+)")
_SHAPES = re.compile(
    r"\{?[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}\}?"  # UUID
    r"|0[0-9A-HJKMNP-TV-Z]{25}"  # ULID
    r"|[a-z]{2,12}_0[0-9A-Z]{25}"  # a ULID with the kind of its object
    r"|Qm[1-9A-HJ-NP-Za-km-z]{44}"  # a content identifier
    r"|(?:[0-9A-Fa-f]{2}[:-]){5,}[0-9A-Fa-f]{2}"  # MAC address, fingerprint
    r"|(?:sha|md|blake)\w{1,6}[-:=~]\S+|SHA256:\S+|h1:\S+|W/.*"  # digest, entity tag
    r"|arn:\S+|urn:\S+|did:\S+|oid:\S+"
    r"|(?:pk|pub)[_.]\S+|p[hK]c_\S+|\S*\.apps\.googleusercontent\.com"  # publishable
    r"|ssh-\S+|ecdsa-\S+|AAAA[BCE][0-9A-Za-z+/]{10,}={0,3}|age1[0-9a-z]+"  # public keys
    r"|MI[GIH][A-Za-z0-9][A-Za-z0-9+/]{30,}={0,2}"  # DER: a certificate or public key
    r"|v?\d+(?:\.\d+){1,4}(?:[-+.][\w.+-]*)?"  # version, address
    r"|\d{4}-\d\d-\d\d(?:[T_ ].*)?|\d{1,2}:\d\d(?::\d\d.*)?|\d{8}T\d{4,6}Z?"  # dates and times
    r"|(?:GHSA-)?[2-9cfghjmpqrvwx]{4}(?:-[2-9cfghjmpqrvwx]{4}){2}|CVE-\d+-\d+|(?:cus|ch|pi|pm|evt|in|sub|price|prod|acct|txn|req|s"
    r"i|seti|cs|tr|po|re|card|src|tok)_\w+"
    r"|[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"  # mail address
    r"|(?:LS0tLS1CRUdJTiBDRVJU|iVBORw0KGgo|/9j/|R0lGOD|PHN2Zy|UklGR|d09G|"
    r"AAEAAAA)\S*"  # images and fonts in base64
    r"|(?:bc1[02-9ac-hj-np-z]{25,70}|[13][1-9A-HJ-NP-Za-km-z]{25,34}|"
    r"[LDX][1-9A-HJ-NP-Za-km-z]{33})"  # address of a wallet
    r"|[a-z][a-z0-9-]*-[0-9a-f]{6,10}-[a-z0-9]{5}"  # pod
    r"|(?:(?:Root|Self|Parent)=)?1-[0-9a-f]{8}-[0-9a-f]{24}"  # trace
    r"|(?:\d\d-)?[0-9a-f]{16,32}-[0-9a-f]{16}(?:-[0-9a-f]{1,2})?"
    r"|[A-Za-z][A-Za-z0-9-]*_[A-Za-z][A-Za-z0-9-]*_{2,3}[A-Za-z0-9+/_-]{5}"  # CSS class
    r"|(?:[a-z0-9-]+\.)+[a-z]{2,6}(?::\d{2,5})?"  # host
    r"|\[?(?:[\w.-]+/[\w.-]+)?[#!]\d{1,7}\]?|GH-\d+"  # an issue or merge request
    r"|PKCS#\d+|(?i:0x[0-9a-f]+[lu]*|#[0-9a-f]{3,8}|u\+[0-9a-f]{4,6})"
)
_HEX_GROUPS = re.compile(r"[0-9a-f]+(?:[-_.:][0-9a-f]+)+")
_DIGESTS = frozenset({7, 8, 9, 10, 11, 12, 32, 40, 48, 56, 64, 96, 128})


def is_hex(text: str) -> bool:
    """Whether the text consists of hexadecimal digits, all in one case."""
    return _HEX_RUN.fullmatch(text) is not None


def is_hex_groups(text: str) -> bool:
    """Whether the text is hexadecimal numbers joined by signs, such as `1ff5ee7-2686`."""
    return _HEX_GROUPS.fullmatch(text) is not None


def is_digest(text: str) -> bool:
    """Whether the text has the format of a commit id or a checksum."""
    return len(text) in _DIGESTS and is_hex(text)


def is_uuid(text: str) -> bool:
    """Whether the text is a UUID, with or without braces."""
    return len(text) in {36, 38} and text.count("-") == 4 and is_harmless(text)  # noqa: PLR2004


def is_harmless(text: str) -> bool:
    """Whether the format of the text shows that it is not a secret."""
    return _SHAPES.fullmatch(text) is not None
