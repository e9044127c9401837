"""Finds short codes: PINs, recovery codes, and passwords spelled out letter by letter."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from chesterton.redact.bigrams import bits_per_letter
from chesterton.redact.filler import is_filler
from chesterton.redact.ordinary_words import is_ordinary
from chesterton.redact.rule import Hit
from chesterton.redact.secret_names import Strength
from chesterton.redact.secret_value import has_letter_and_digit
from chesterton.redact.text_reading import AnalysedText
from chesterton.redact.vocabulary import COMMON

_LOCK = (
    r"doors?|gates?|alarm|safe|vault|lock(?:box|er)?|padlock|garage|entry|entrance|building|lobby|"
    r"key[ -]?(?:safe|box|pad)|parking|barrier|server[ -]?room|rack|cage|lift|elevator|voice-?mail|"
    r"sim|puk|screen|cabinet|drawer|shed|office|intercom|keypad|turnstile|copier|printer|apartment|house|bike|"
    r"tablet|kiosk|terminal|panic|disarm|unlock|pairing|bluetooth|till|t\u00fcr|"
    r"tresor|wi-?fi|wlan|guest[ -]?(?:network|wi-?fi)|"
    r"schl\u00fcssel(?:kasten|box)|caja fuerte|kluis|coffre(?:-fort)?|alarma|alarme|operator|"
    r"supervisor|engineer(?:ing)?|installer|maintenance|visitor|staff|security|reset"
)
_SIGN = (
    r"[\"'`*)\]]{0,2}(?:[ \t]*(?:[:=,\u2192\u2013\u2014-]|=>|->)[ \t]*|[ \t]+|"
    r"[ \t]*[?:]?(?:[ \t>]*\n){1,2}[ \t>*-]*(?:[\w.-]{1,20}:[ ])?|"
    r"[ \t]?[?][ ](?=\d{4,8}\b)|[.;,]?[ ](?:it|that)(?:'s|[ ]is|[ ]was)[ ](?:now[ ]|still[ ])?)"
    r"[\"'`*(]{0,3}"
)
_WORDS = r"(?:[ \t]+(?!(?:and|or|but|so)\b)[\w'/.-]{1,16}){0,6}?"
_OF = (
    r"(?:[ \t]+(?:for|of|on|the|is|was|are|now|still|my|our|your|card|user|so|slot|number|code|"
    r"(?:set|changed|reset)[ ]to|device|phone|sim|badge|company|ist|lautet|war|es|est|\u00e8|der|"
    r"des|die|das|f\u00fcr|de|la|le|el|\d{1,2})){0,6}"
    r"(?:[ \t]+(?:of|for|on|f\u00fcr|der|du|de)(?:[ \t]+[\w'-]{1,16}){1,3}?"
    r"(?:[ \t]+(?:is|was|ist|est))?)?"
    r"(?:[ \t]+(?:of|for|f\u00fcr|von|van|du|de|del|della|do|da|per|voor|"
    r"till)(?:[ \t]+[\w'.-]{1,20}){1,8}?"
    r"[ \t]+(?:is|ist|lautet|est|es|\u00e8|\u00e9)(?=[ \t:]))?"
    r"(?:,?[ \t]+(?:then[ ])?(?:use|enter|type|try|press|dial|give))?"
)
_END = (
    r"(?![\w-]|[.,:/]\d|[ ](?:byte|bit|buffer|row|line|[kmg]b|ms|sec|min|item|time|entr|char|user|"
    r"people))"
)
_DIGITS = rf"(?P<code>\*?\d{{4,10}}[*#]?){_END}"
_GROUPS = rf"(?P<code>\*?\d{{4,10}}[*#]?|\d{{2,4}}[ -]\d{{2,4}}(?:[ -]\d{{2,4}})?){_END}"
_DOOR = re.compile(
    rf"(?<![a-z0-9])(?:{_LOCK})(?:'?s)?(?=[ _-]|code|pin)[ _-]?(?:[\w-]{{1,12}}[ _-]){{0,2}}"
    rf"(?:pin[ _-]?code|code|pin|combination|combo)s?(?![a-z]){_WORDS}{_SIGN}{_GROUPS}"
)
_PIN = re.compile(
    r"(?:(?<![a-z])|(?<=[a-z]_))(?<!gpio[ _-])(?:pin[ _-]?(?:code|number|nr)?|puk|nip|"
    r"pass-?code|pass-?key|geheimzahl)(?![a-z])"
    rf"{_OF}{_SIGN}{_DIGITS}"
)
_KEY_BOX = (
    r"(?:lock[ -]?box|key[ -]?(?:safe|box|locker)|schl\u00fcssel(?:kasten|box|tresor|safe)|"
    r"padlock|bo[i\u00ee]te [a\u00e0] cl[e\u00e9]s?|caja de llaves|"
    r"sleutelkluis\w*|cassetta delle chiavi)"
)
_LOCKS = (
    r"(?:parental|child|screen|time|combination|cable|digital|pad|bike)[ -]?lock"
    r"(?:[ ](?:on|of|at|for)(?:[ ][\w'-]{1,16}){1,3})?"
)
_KNOWN = re.compile(
    rf"(?<![a-z])(?:(?:digicode|code[ ](?:alarme|porte|portail|immeuble|coffre|garage)|alarmanlage|"
    rf"codice[ ](?:allarme|cancello|porta|garage|cassaforte)|c[o\u00f3]digo[ ](?:alarma|portal|"
    rf"garaje))[ ]?[:=]?[ ]?|"
    rf"alarm[ ](?:off|on|code)[ ]?[:=][ ]?|(?:{_LOCK}|kasten|tor|keller|"
    rf"garagen?)[^\n.]{{0,40}}?[,:][ ](?:the[ ])?code[ :]{{1,2}}|"
    rf"locker[ ]\d{{1,3}}[ ]?[:=][ ]?|(?:tablet|phone|screen|kiosk|ipad|"
    rf"device)[ ]unlock[ ]?[:=]?[ ]?|"
    rf"key[ -]?code[ ](?:for|of|to)[ ][^\n:]{{1,30}}[:=][ ]?|"
    rf"(?:{_LOCK})(?:[ ][\w-]{{1,12}}){{0,3}}?[ ]"
    rf"(?:wants|takes|needs|expects|accepts)[ ])(?P<alone>\d{{4,8}}#?)(?![\w:-]|\.\d|[ ](?:key|"
    rf"box|unit|piece|"
    rf"byte|ms|sec|item|user|line|px|kg))"
    rf"|(?<![a-z])code[ ]?[:=][ ]?(?P<before>\d{{4,8}})[ ]\((?:the[ ])?(?:{_LOCK})"
    rf"|(?<![a-z])(?:entry|door|gate|intercom|keypad|lift|lobby|"
    rf"garage)[ ]?[:=]?[ ]?(?P<keyed>[#*]\d{{4,8}}[#*]?)"
)
_CODE_OF = re.compile(
    rf"(?<![a-z])(?:pin|code|combination|combo)[ ](?:of|for|to|on|f\u00fcr|von|de|"
    rf"del)[ ](?:the[ ]|die[ ]|den[ ]|das[ ]|la[ ]|"
    rf"our[ ])?(?:[\w-]{{1,12}}[ ])?"
    rf"(?:{_LOCK}){_WORDS}{_SIGN}{_GROUPS}|(?<![a-z])(?:(?:alarm|"
    rf"safe|voicemail|keypad(?:[ ][\w'-]{{1,16}}){{0,4}}|{_LOCKS})[ ]?[:=][ ]?|"
    rf"(?:(?:front|back|side)?[ ]?door|gate|garage|lobby|entrance)[ ]?[:=]?[ ](?=\d{{4,8}}#)|"
    rf"{_LOCKS}[ ]|"
    rf"{_KEY_BOX}[ ]?(?:[:=][ ]?|[ ]))"
    rf"(?P<alone>\d{{4,8}}#?)(?![\w.:-]|[ ](?:key|box|unit|piece))"
)
_OPENS = re.compile(
    rf"(?<![a-z])(?:{_LOCK}):?(?:[ \t]+[\w'.-]{{1,16}}){{0,5}}?[ \t]+(?:opens?|opened|unlocks?|"
    rf"unlocked|"
    rf"disarms?|disarmed|answers?|entered|reached|accessed|accessible)(?:[ \t]+(?:up|it))?[ \t]+"
    rf"(?:with|by|using|to|on|via|typing|entering|after)[ \t]+(?:the[ ]|code[ ]|number[ ]|pin[ ]|"
    rf"dialling[ ]){{0,3}}"
    rf"[\"'`]?{_GROUPS}"
)
_UNLOCKS = re.compile(
    r"(?<![a-z])(?:entsperr|d\u00e9verrouill|desbloque|ontgrendel|sblocc|unlock|"
    r"disarm)\w*[^\n.;:=]{0,40}?[ ]"
    r"(?:(?:tape[rz]|saisi\w*|entre[rz]|marcar|marque|introduc\w+|typ|toets|digit\w+|mit|avec|con|met|"
    r"with|enter|type|press|dial)[ ](?:(?:le|el|den|the|de|il|code|pin|c\u00f3digo|codice)[ ]){0,2}"
    rf"{_DIGITS}|(?P<typed>\d{{4,10}})[ ](?:eingeben|eintippen|tippen|w\u00e4hlen|"
    rf"dr\u00fccken|intoetsen))"
)
_AS_CODE = re.compile(
    r"(?<![a-z])(?:enter|type|use|press|dial|try|give|with)[ ][\"'`]?(?P<code>\d{4,10}[*#]?)[\"'`]?"
    r"[ ](?:as|for)[ ](?:the|your|our|its|a)[ ]"
    r"(?!(?:error|status|exit|return|response|result|http|area|country|zip|postal|product|language|"
    r"currency|reason)[ ])(?:[a-z]+[ ]){0,2}(?:pin|code|passcode|combination)(?![\w-])"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_STATED = re.compile(r"(?:is|was|:|=|with)\s*[\"'`(*]{0,3}$")
_BARE = re.compile(
    rf"(?:^[ \t>*-]*|(?<![a-z])(?:{_LOCK}|card|phone|mailbox|my|our)[ ])"
    r"(?:pin|puk|pass-?(?:key|code))[ ]$",
    re.MULTILINE,
)
_CLAUSE_END = re.compile(r"[\"'`)]?[.,;]?[ \t\r]*(?:\n|$)")
_HINTS = re.compile(
    r"pin|pass-?[ck]|door|gate|lock|alarm|code|kasten|entry|lift|lobby|garage|code|comb|puk|nip|geheimz|open|unlock|disarm|answer|alarm|voicemail|box|safe|padlock|keypad|"
    r"entsperr|verrouill|desbloq|ontgrend|sblocc|tresor|kasten|cl[e\u00e9]|llave|sleutel|chiavi"
)

_CODE_SOURCE = (
    r"[\s,;|\"'`\[\](){}*:=>-]{0,12}(?:\d{1,2}[.):][ \t]+)?[\"'`]?"
    r"(?P<code>(?=[a-z-]{0,14}\d)[0-9a-z]{3,8}(?:-[0-9a-z]{3,8}){1,4}|"
    r"\d{3,5}[ ]\d{3,5}(?:[ ]\d{3,5})?|"
    r"(?=[a-z]{0,9}\d)[0-9a-z]{8,16}|\d{6,10})(?![\w-])"
)
_CODE = re.compile(_CODE_SOURCE)
_NAMED = (
    r"(?<![a-z])(?:codes?[ ]de[ ](?:secours|r\u00e9cup\u00e9ration)|c[o\u00f3]digos[ ]de[ ]\w+|"
    r"codici[ ]di[ ]\w+|(?:wiederherstellungs|notfall|herstel|r\u00fcckfall)codes|"
    r"\u043a\u043e\u0434\u044b[ ]\w+|(?:recovery|back-?up|scratch|rescue|emergency|"
    r"one[ -]time|single[ -]use|2fa|mfa|otp|"
    r"two[ -]factor|wiederherstellungs|notfall)[: _-]{0,2}(?:\w{1,12}[ _-]){0,2}(?:codes?|keys?|"
    r"pass-?codes?)|(?:2fa|mfa|otp|two[ -]factor)[ -](?:backup|recovery|rescue)(?=[ ]?[:=]))"
    r"(?![a-z])"
)
_RECOVERY_NAME = re.compile(_NAMED)
_RECOVERY = re.compile(rf"{_NAMED}[^\n]{{0,80}}?(?=[\s:=\"'`\[(>-]{_CODE_SOURCE})")
_REFERS = re.compile(
    r"^[ \t>*#-]*$|\b(?:these|those|they|above|diese|das[ ]sind|ce[ ]sont|est[oa]s|quest[ei])\b",
    re.MULTILINE,
)
"""Text before the name of the codes that are listed above it."""
_ROW = re.compile(
    r"[ \t>|]*(?:(?:[-*+\u2022]|\[[ x]\]|\d{1,2}[.):])[ \t]+){0,2}[\"'`]?"
    r"(?P<code>[0-9a-z]{3,16}(?:[- ][0-9a-z]{3,8}){0,4})[\"'`,;|]*[ \t\r]*"
)
_SHAPE = re.compile(r"[0-9a-z]")
_FEWEST_ROWS, _LONG_NUMBER = 3, 6
_LIKE_A_WORD = 4.8  #: bits per letter
_DIGIT_BY_DIGIT = re.compile(
    r"(?<![a-z])(?:pin|code|combination)\b[^\n]{0,30}?[:=]\s*(?P<code>(?:\d[ -]){3,9}\d)(?![\d-])"
)
_GROUPED_SEED = re.compile(
    r"(?i:authenticator|totp|\botp|2fa|mfa|seed)[^\n]{0,60}?(?<![\w/+-])"
    r"(?P<code>(?:[A-Z2-7]{4}[ ]){3,15}[A-Z2-7]{4}|(?=[A-Z]{0,31}[2-7])(?:[A-Z2-7]{16}){1,4})"
    r"(?![\w/+-])"
)
_GROUPED_KEY = re.compile(
    r"(?i:(?:recovery|security|backup|emergency|unlock|rescue)[ _-]?(?:key|code|phrase))"
    r"[^\n]{0,40}?[:=]?\s"
    r"(?P<code>(?=(?:[^\n\d]{0,40}\d){3})(?=[^\n]{0,40}[A-Z0-9])(?:[A-Za-z0-9]{4}[ ]){4,15}"
    r"[A-Za-z0-9]{2,4})(?![\w-])"
)
_LICENCE = re.compile(
    r"(?i:licen[cs]e|product|activation|serial|registration)[ _-]?(?:key|code|number|no)\b"
    r"[^\n]{0,60}?"
    r"(?<![\w-])(?P<code>(?=[A-Za-z-]*\d)[A-Z0-9]{4,6}(?:-[A-Z0-9]{4,6}){2,6})(?![\w-])"
)
_SERIAL = re.compile(
    r"(?i:lizenz|licen[cs]|licenti|activat|aktivier|serial|product|registered|unlock|entitle|\bipk\b)"
    r"[^\n]{0,60}?(?<![\w-])(?P<code>(?=[A-Z-]{0,40}\d)(?=[\d-]{0,40}[A-Z])"
    r"(?:(?:[A-Z0-9]{4}-){3,7}[A-Z0-9]{4}|(?:[A-Z0-9]{5}-){3,5}[A-Z0-9]{5}|"
    r"(?:[A-Z0-9]{6}-){3,5}[A-Z0-9]{6}))(?![\w-])"
)
"""A key in groups of equal length, which needs hardly any context to be recognised."""
_PRODUCT_KEY = re.compile(
    r"(?<![\w-])(?P<code>(?=(?:[A-Z-]{0,28}\d){2})(?=(?:[\d-]{0,28}[A-Z]){5})"
    r"(?:(?:[A-Z0-9]{5}-){4}[A-Z0-9]{5}|(?:[A-Z0-9]{4}-){5}[A-Z0-9]{4}))(?![\w-])"
)
_DISK_KEY = re.compile(r"(?<![\w-])(?P<code>(?:\d{6}-){7}\d{6})(?![\w-])")
_DATE = re.compile(r"\d{4}-\d\d-\d\d|\d\d-\d\d-\d{4}")
_MOST_CODES = 50

_SPELLED = re.compile(
    r"(?<![\w'-])(?:[a-z0-9!#$%&@_+*?][ \t\-.,]{1,2}){5,60}[a-z0-9!#$%&@_+*?](?![\w'])"
)
_ONE_SIGN = re.compile(r"[ \t\-.,]+")
_NEAR = 60


def find(reading: AnalysedText) -> Iterator[Hit]:
    """PINs and door codes, lists of recovery codes, spelled-out passwords."""
    lowered = reading.lowered
    yield from _pins(lowered)
    if any(word in lowered for word in ("code", "key", "fa ", "factor", "otp")):
        for name in _RECOVERY.finditer(lowered):
            yield from _codes(lowered, name)
        for name in _RECOVERY_NAME.finditer(lowered):
            yield from _alike(_below(lowered, name.end()))
            line = lowered.rfind("\n", 0, name.start()) + 1
            if _REFERS.search(lowered, max(line, name.start() - _NEAR), name.start()):
                yield from _alike(_above(lowered, name.start()))
    for pattern in (_LICENCE, _SERIAL, _PRODUCT_KEY, _DISK_KEY, _GROUPED_SEED, _GROUPED_KEY):
        for named in pattern.finditer(reading.text):
            if not is_filler(named["code"]):
                yield Hit(*named.span("code"), "licence-key")
    for key in reading.keys:
        if key.strength is Strength.HUMAN:
            yield from _spelled(lowered, key.end)


def _pins(lowered: str) -> Iterator[Hit]:
    if _HINTS.search(lowered):
        for pattern in (_DOOR, _PIN, _OPENS, _CODE_OF, _KNOWN, _AS_CODE, _UNLOCKS, _DIGIT_BY_DIGIT):
            for pin in pattern.finditer(lowered):
                start, end = pin.span(pin.lastindex or 0)
                is_year = _YEAR.fullmatch(lowered, start, end)
                if not is_year or _is_stated(lowered, pin.start(), start, end):
                    yield Hit(start, end, "pin")


def _is_stated(lowered: str, name: int, start: int, end: int) -> bool:
    """Whether a number that could be a year is stated as the value of a PIN."""
    if _STATED.search(lowered, name, start):
        return True
    return bool(
        _BARE.search(lowered, max(0, name - _NEAR), start) and _CLAUSE_END.match(lowered, end)
    )


def _codes(lowered: str, name: re.Match[str]) -> Iterator[Hit]:
    """The codes that follow the name, one after another."""
    position = name.end()
    for _ in range(_MOST_CODES):
        code = _CODE.match(lowered, position)
        if code is None or _DATE.fullmatch(code["code"]):
            return
        yield Hit(*code.span("code"), "recovery-code")
        position = code.end("code")


def _alike(rows: Iterable[tuple[str, int]]) -> Iterator[Hit]:
    """The lines next to a name, if they are codes of one shape, even those without a digit."""
    found: list[tuple[str, int]] = []
    shape = ""
    for line, start in islice(rows, _MOST_CODES):
        row = _ROW.fullmatch(line)
        if row is None:
            if found or line.strip(" \t\r`"):
                break
            continue
        shape = shape or _SHAPE.sub("x", row["code"])
        if _SHAPE.sub("x", row["code"]) != shape:
            break
        found.append((row["code"], start + row.start("code")))
    codes = [code for code, _ in found]
    is_mixed = any(map(has_letter_and_digit, codes)) or 2 * sum(map(_is_word, codes)) < len(codes)
    if len(found) >= _FEWEST_ROWS and is_mixed and len(set(codes)) == len(codes):
        yield from (Hit(start, start + len(code), "recovery-code") for code, start in found)


def _below(lowered: str, position: int) -> Iterator[tuple[str, int]]:
    end = lowered.find("\n", position)
    while end >= 0:
        start = end + 1
        end = lowered.find("\n", start)
        yield lowered[start : end if end >= 0 else len(lowered)], start


def _above(lowered: str, position: int) -> Iterator[tuple[str, int]]:
    end = lowered.rfind("\n", 0, position)
    while end >= 0:
        start = lowered.rfind("\n", 0, end) + 1
        yield lowered[start:end], start
        end = start - 1


def _is_word(code: str) -> bool:
    """Whether a code could be ordinary words, or a count."""
    if code.isdigit():
        return len(code) < _LONG_NUMBER
    return any(
        is_ordinary(word) or word in COMMON or bits_per_letter(word) < _LIKE_A_WORD
        for word in re.split("[- ]", code)
    )


def _spelled(lowered: str, start: int) -> Iterator[Hit]:
    """A value written as single characters: `g r 4 n i t`."""
    spelled = _SPELLED.search(lowered, start, start + _NEAR + 120)
    if spelled is None or spelled.start() > start + _NEAR:
        return
    if len(set(_ONE_SIGN.split(spelled[0]))) > 3:  # noqa: PLR2004
        yield Hit(*spelled.span(), "password")
