"""Finds API keys that are plain hexadecimal strings or UUIDs, by a nearby vendor name or phrase."""

import re
from collections.abc import Iterator

from chesterton.redact.finders.phrases import NOT_ITS_VALUE
from chesterton.redact.rule import Hit
from chesterton.redact.text_reading import AnalysedText
from chesterton.redact.vendors import VENDORS
from chesterton.redact.vocabulary import HARMLESS_KEYS

_NUMBER = re.compile(
    r"(?<![a-z0-9_./@#-])(?:[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|[0-9a-f]{32,128})(?![\w/-])"
)
_SENTENCE = re.compile(r"\n|[.!?;][ \n]")
_SAME = re.compile(
    r"(?:[^\n.!?]|[.!?](?![ \n])|[.!?][ ](?=(?:that|it|this)(?:'s|[ ]is|[ ]was)\b))*"
)
"""The rest of a sentence, and the next one if it is about the same thing."""
_WORD = re.compile(r"[a-z0-9]+")
_LABEL = re.compile(r"[ \t]{0,3}(?:[:=|>\u2192\u2013\u2014(,-]|\bis\b)[ \t]{0,3}[\"'`*_(]{0,3}$")
_MOST_LABELS = 4
_KEY = re.compile(
    r"(?:\b(?:keys?|api|with|licen[cs]e|at|using|by)|\b(?:keys?|licen[cs]e|with)[\"'`*)]{0,2}[ \t]*"
    r"(?:is|was|now|[:=,\u2192]|->|=>|\()|\b(?:is|was|now)|[:=])[ \t]*[\"'`*(]{0,3}$"
)
_NAMED_KEY = re.compile(
    r"(?<![\w-])(?:keys?|api)[\"'`*)]{0,2}[ \t]*(?:is|was|now|[:=,\u2192]|->|=>|"
    r"\()?[ \t]*[\"'`*(]{0,3}$"
)
_ABOUT_KEYS = re.compile(
    r"\b(?:keys?|licen[cs]e|authenticat\w*|authoriz\w*|sign\w*|log\w*|credentials?)\b"
)
_USES = re.compile(
    r"\b(?:authenticat\w*|authori[sz]\w*|sign(?:s|ed|ing)?[ -]?(?:in|on)|log(?:s|ged|ging)?"
    r"[ -]?(?:in|on)|login|calls?|called|calling|talks?|queries|connects?|uses?|using|used|"
    r"access\w*|"
    r"posts?|sends?|reports?|push(?:es)?|pulls?|our|against|loads?)\b"
)
_OTHER = re.compile(
    r"\b(?:cach\w*|lookup|looked|row|map|dict|hash\w*|bucket|shard|partition|object|index|primary|"
    r"foreign|sort|digest|entry|entries|public|fingerprint|commit|idempot\w*|s3|storage|redis|etag|"
    r"missing|duplicate|unique|not[ ]found|collision|insert\w*|select|stored|etc\w*)\b"
)
_CALL = re.compile(r"(?P<name>[a-z][\w.]{3,40})\((?:[^()\n]{0,120}[,\s=(:])?[\"']$")
_TOLD = re.compile(
    r"sign(?:ed|s|ing)?[ ](?:using|with|by)[ ]{1,2}\||"
    r"(?:rotat|revok|leak|expos|hard-?cod)\w*[ ]{1,2}\||\bauthenticat\w*|\bsecreto\b|\bsegreto\b|"
    r"\bsegredo\b|\bcompromised\b|"
    r"\bis (?:the|our|their|a) (?:\w+ )?key\b(?! of| to)|\blicen[cs]e\b|schl\u00fcssel|"
    r"\bcl[\u00e9e]\b|\bclave\b|\bchiave\b|\bchave\b|"
    r"\u043a\u043b\u044e\u0447|hard-?cod\w*|\bvault\b|\benv(?:ironment)?[ ](?:var\w*|file)|"
    r"\bfrom (?:the )?env(?:ironment)?\b|"
    r"\bby a look-?up\b|\b(?:tokens?|secrets?|credentials?|passwords?|passphrase|bearer|hmac|"
    r"pepper)\b|"
    r"\b(?:api|access|signing|secret|private|client|encryption|master|service|session|licen[cs]e|live|"
    r"production|prod|admin|root)[ _-]keys?\b|\brotated keys?\b|\b(?:opens?|unlocks?|grants)\b|"
    r"\bout of (?:git|the (?:repo\w*|code|source|file))\b|\bnever expires\b|\b(?:leaked|revoked?)\b"
)
"""Words that show that a number in their sentence is a key."""

_TAKEN = re.compile(
    r"(?:^|[\s(>*-])(?:replac\w+|swap\w*|mov\w+|pull\w*|take|taking|took|read\w*|remov\w+|drop\w*|"
    r"hard-?cod\w+|literal|value|string|constant|put|use[sd]?|using|commit|rotat\w+|revok\w+|"
    r"exchange|delete|leak\w*|expos\w+|paste[ds]?|inline[ds]?|embed\w*|with|using|only|just|accepts?|es|ist|est|lautet|\u00e8|\u00e9|is|are|was|the|todo:?|"
    r"fixme:?|xxx:?|does|do|did|(?:pepper|salt|secret|token|passphrase|credential)s?|keys?|and|send\w*|pass(?:es|ing)?|keep\w*|stor\w+|found|contains?|has|had|"
    r"not|never|don't)[\s:=\"'`(]*$|^[\s>*\"'`(-]*$|[:=(][\s\"'`(]*$"
)
"""Text that may precede a number that is meant as a value."""

_PUBLIC = re.compile(
    r"\b(?:cach\w*|digest|checksum|fingerprint|public|etag|sha-?\d*|md5|hash\w*|bucket|idempot\w*|"
    r"commits?(?=\b)(?![ ][0-9a-f])|merged|cherry|bisect\w*|revert\w*|tree|blob|build|trace|ids?)\b"
)
_SAYS = re.compile(r"[\s\"'`)]*(?:is|was|as|for|,|\()")  #: before a description of the number
_NEAR = 25
_COMMIT = 40
_TO_COMMIT = re.compile(
    r"\b(?:commit|merge|revert|is|was|the|and|with|in|since|see)[\s\"'`(]*$|^[\s>*-]*$"
)
_BEFORE, _AFTER = 110, 110


def find(reading: AnalysedText) -> Iterator[Hit]:
    """Keys in `Vendor: <number>`, "signs in with the vendor key <number>", `vendor("<number>")`."""
    lowered = reading.lowered
    for number in _NUMBER.finditer(lowered):
        start, end = number.span()
        before = _SENTENCE.split(lowered[max(0, start - _BEFORE) : start])[-1]
        after = _SAME.match(lowered, end, end + _AFTER)[0]  # type: ignore[index]
        if is_told(before, after, is_long=end - start == _COMMIT):
            yield Hit(start, end, "secret")
            continue
        after = lowered[end : end + 50].partition("\n")[0]
        if NOT_ITS_VALUE.search(before) or _OTHER.search(before + after):
            continue
        if _is_key(before, _WORD.findall(before)):
            yield Hit(start, end, "api-key")


def is_told(before: str, after: str, *, is_long: bool) -> bool:
    """Whether a sentence shows that a number is a key: "replace 0123... by a lookup"."""
    if not _TAKEN.search(before) or not _TOLD.search(before + " | " + after):
        return False
    if is_long and _TO_COMMIT.search(before) and not _TOLD.search(after):
        return False
    says = after[:_NEAR] if _SAYS.match(after) else ""
    return not _PUBLIC.search(before + " | " + says)


def _is_key(before: str, words: list[str]) -> bool:
    vendor = not VENDORS.isdisjoint(words)
    if call := _CALL.search(before):
        return vendor or any(len(name) > 4 and name in call["name"] for name in VENDORS)  # noqa: PLR2004
    if vendor and len(words) <= _MOST_LABELS and _LABEL.search(before):
        return True
    if vendor and _ABOUT_KEYS.search(before) and _KEY.search(before):
        return True
    owner = words[-2] if len(words) > 1 else ""
    return bool(_NAMED_KEY.search(before) and owner not in HARMLESS_KEYS and _USES.search(before))
