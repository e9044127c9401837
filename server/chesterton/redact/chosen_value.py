"""Recognises passwords that people make up: `Walrus_Cloth4`, `gr4nitwald88`, `larch kettle ride`.

The less the surrounding text indicates a password, the more the value itself must look like one.
"""

import re
from string import digits

from chesterton.redact.bigrams import bits_per_letter
from chesterton.redact.harmless import is_harmless, is_hex, is_hex_groups
from chesterton.redact.ordinary_words import is_ordinary
from chesterton.redact.secret_value import (
    has_letter_and_digit,
    is_compound,
    is_numbered,
    is_password,
    is_reference,
)
from chesterton.redact.value_span import Value
from chesterton.redact.vocabulary import COMMON, NUMBERED_NOUNS, ORDINARY, ROOTS, words

_TECHNICAL = re.compile(
    r"(?i)(?<![a-z\d])[a-z]+-?\d+(?:\.\d+)+|(?:(?<![a-z\d])|(?-i:(?<=[a-z])(?=[A-Z])))(?:base|utf-?|sha-?|md|ipv|amd|arm|win|oauth|html|xhtml|css|saml|openid|kerberos|"
    r"https?|log|ec|pkcs|argon|pbkdf|ed|secp|curve|chacha|poly|aes|rsa|rc|des|ssl|tls|mp|web|wpa|"
    r"psr|"
    r"php|py|python|jdk|java|es|ntlmv|smb|snmpv|imap|pop|rfc|cp|iso|latin|mysql|postgres|pg|gpt|"
    r"rev|node|cve|pep|gh|pr|phase|step|sprint|ticket|issue|build|debian|ubuntu|fedora|windows|"
    r"android|rhel|el|centos|round|part|test|level|stage|tier|group|page|user|host|server|app)-?\d+"
    r"|(?<![a-z\d])[a-z]\d+(?![a-z])|(?<![a-z])v\d+(?:alpha|beta|rc)\d*"
    r"|[\dx]des|[234]fa(?-i:(?![a-z]))|x86|neo4j|log4j|k[83]s(?![a-z])|i18n|l10n|a11y|e2e|"
    r"(?<![a-z])[bmpnc]2[bmpnc]|[om]365|cimv\d"
    r"|(?<![\w])\d+(?:bit|byte|char|ms|min|sec|st|nd|rd|th|[kmg]b|px|d|h|m|s|k|x)s?(?![a-z])|"
    r"utf8mb4"
    r"|(?:chrome|firefox|safari|edge|opera|ios|macos|office|outlook|exchange|vscode)-?\d+"
    r"|(?<![a-z\d])[xv]\d{3,}|kyber\d+"
)
_INNER_DIGIT = re.compile(r"[^\W\d_]\d{1,4}[^\W\d_]")
_STEM_AND_END = re.compile(r"(?=.*[A-Z])[^\W\d_]{4,20}[-_!#$%&@+.]?\d{2,4}[a-z]?|.*[!#$%&@+^~].*")
_MEMORABLE = re.compile(
    r"(?=.*[A-Z])[^\W\d_]{3,14}(?P<joint>[_~+-])[^\W\d_]{3,14}(?:(?P=joint)?\d{1,4})"
    r"|[A-Z][a-z]{3,13}\.[A-Z][a-z]{3,13}\.?\d{1,4}|\d{2,4}[A-Z][a-z]{3,13}[A-Z][a-z]{3,13}"
)
"""Two words, not both lower case, with a number: `Walrus_Cloth4`."""
_OFFSET = re.compile(r"\+0x[0-9a-f]+$|@sha\d+$|(?i:arm64)")  #: in a stack trace
_SHORTEST_STEM = 3
_CONSTANT = re.compile(r"[A-Z]{3,}_[a-z]")  #: a system constant: `SYS_getdents64`
_SEASON = re.compile(r"[A-Z][a-z]{4,20}[-_.]?\d{2,4}")
_WORN = re.compile(r"[a-z]{9,24}\d{1,4}")
_IN_PROSE = re.compile(
    r"(?!.*%(?:3A|2F|40|20|3D|26)|[a-z0-9_-]+@v?\d{1,3}(?!\d))[\w!#$%&@+^~*?.-]{7,40}"
)
_HUMP = re.compile(r"[A-Z][a-z]*\d*|(?<![A-Za-z\d])[a-z]+\d*")
_JOINT = re.compile(r"[-_~+.]+|(?<=[a-z])(?=[A-Z])")
_CODE = re.compile(r"\d{4,12}")
_PHRASE = re.compile(
    r"[a-z]{3,12}(?:[ ][a-z]{3,12}){2,7}(?=[.,;!\"')\]]{0,3}[ \t]*(?:\r?\n|$|[(#}]))"
)
_PIECE = re.compile(r"[a-z]{3,12}")
_FUNCTION = words("""
    the and for are was not but has had its his her our from were been does did should would could
    which because have their also very some each who how why where while these those them out when
    after before both being via per see must may can will this that than then into with must
    und oder aber wird werden ist sind war nicht kein keine nur muss darf kann soll mit für von vom
    der die das den dem ein eine einen bei zum zur auf aus nach wenn auch noch immer mehr als sich
    est sont pas pour avec dans les des une sur par ou mais doit peut être sera chez que qui aux
    las los una con para por sin debe puede ser está son pero más muy del che non sono della viene
    deve può nel niet een het wordt voor van moet och inte som är ikke til ikk jest nie oraz ale
""")
"""Function words of many languages, which occur in sentences but not in passphrases."""

_SYMBOL = re.compile(r"[!#$^&*~@?]")
_REFERENCE = re.compile(
    r"(?:[#!]|[@^~]{1,2}v?)\d[\d.]*(?![A-Za-z]|\d|$)|[@^~]{1,2}v?\d+\.[\d.]+$|-#\d+$"
)
_REFERRED = re.compile(
    r"(?:[a-z\d./_-]*|[A-Z]{1,8}|[A-Z][a-z]+)(?:#[\d.]+|[a-z\d]*[@!]v?[\d.]+)|\d+[+#]\w+|[\w.-]*(?:\*+|\?\w+)"
    r"|[\w.-]+@[a-z\d.-]+|.*[&?]\w*|[a-z]+\+\+\w*|-?\d+[*+]\w[\w.]*|.*(?:&&|!-?\d!?$|!==|\w\*\w+\.\w).*"
)
"""References to issues, versions and the like, which may also contain symbols."""

_LEET = re.compile(r"(?:^|(?<=[a-zA-Z]))[013457](?=[a-z])|(?<=[A-Z])[013457](?=[A-Z])")
_LETTERS = {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t"}
_DIGITLESS = re.compile(r"[^\d]+")
_NAMESAKE = re.compile(
    r"[A-Za-z]?[a-z]{3,20}(?:[-_!]?(?!0)\d{2,4}!?|\.\d{4})|[a-z]{4,12}_[a-z]{4,12}_\d{2,4}"
)
_NUMBERED_PHRASE = re.compile(
    r"[a-z]{4,10}(?P<joint>[-_])[a-z]{4,10}(?P=joint)[a-z]{4,10}(?P=joint)?\d{1,4}"
)
_PAIRED = re.compile(r"[A-Za-z][a-z]{2,13}[-_.][A-Za-z][a-z]{2,13}\d{2,4}[!?]?")
_FILE = re.compile(r".*\w\.[a-z]{1,5}|.*\w::?\w.*")
_LIKE_A_WORD = 4.8
_TURN = re.compile(r"(?<=[A-Za-z])\d|(?<=\d)[A-Za-z]|(?<=[a-z])[A-Z]|(?<=[A-Z])[a-z]")
_TURNS, _JUMBLED = 3, 6.1
_SHORTEST_WORD, _LONG_WORD = 5, 8


def without_terms(text: str) -> str:
    """The text without technical terms and versions that contain digits: `sha256`, `python3.11`."""
    return _TECHNICAL.sub("", text)


def is_telling(text: str) -> bool:
    """Whether a word looks like a password even in a sentence: `gr4nitwald88`."""
    if is_numbered_phrase(text):
        return True
    if not _IN_PROSE.fullmatch(text) or not has_letter_and_digit(text):
        return False
    if _is_another(text) or ("." in text and not (_is_memorable(text) or _is_season(text))):
        return False
    rest = without_terms(text)
    is_name = is_numbered(text) or (
        is_compound(text) and not _SEASON.fullmatch(text.rstrip("!?$#"))
    )
    if is_name or not has_letter_and_digit(rest):
        return False
    return bool(_INNER_DIGIT.search(rest) or _STEM_AND_END.fullmatch(rest)) or _is_memorable(text)


def _is_another(text: str) -> bool:
    """Whether a word is a number, a reference, a name in code or an offset in a stack trace."""
    if (
        text.count("_") > 1
        or is_hex(text)
        or is_hex_groups(text)
        or is_harmless(text)
        or is_reference(text)
    ):
        return True
    return _is_class(text) or _OFFSET.search(text) is not None


def _is_season(text: str) -> bool:
    """Whether a word is a name with a number, but not one common in code: `Lotte.1988?`."""
    bare = text.rstrip("!?$#")
    return _SEASON.fullmatch(bare) is not None and not is_usual(bare.rstrip(digits + ".-_"))


def _is_class(text: str) -> bool:
    """Whether a word is the name of a class that happens to contain a digit: `Policy2Check`."""
    pieces = _HUMP.findall(text)
    fewest = 3 if text[0].islower() else 2  # two are more likely a word, a number and a word
    if len(pieces) < fewest or "".join(pieces) != text:
        return False
    stems = (piece.rstrip(digits) for piece in pieces)
    return any(is_usual(stem) for stem in stems if len(stem) >= _SHORTEST_STEM)


def _is_memorable(text: str) -> bool:
    if not _MEMORABLE.fullmatch(text) or _CONSTANT.match(text):
        return False
    return not any(map(is_usual, filter(None, _JOINT.split(text.strip(digits)))))


def is_usual(piece: str) -> bool:
    """Whether a word is common in names in code."""
    lowered = piece.lower()
    if lowered in ORDINARY or lowered in COMMON or lowered in NUMBERED_NOUNS:
        return True
    return len(piece) >= _LONG_WORD and is_ordinary(piece)


def is_worn(text: str) -> bool:
    """Whether a word may be a password made of words and a number: `zanderfluss9`."""
    is_plain = _WORN.fullmatch(text) is not None and not is_numbered(text)
    return is_plain or is_telling(text) or is_namesake(text)


def is_unmistakable(text: str) -> bool:
    """Whether a word in a text about logging in is a password: `Mossy69!`, `c0pper_bell`."""
    if not 7 <= len(text) <= 40 or not has_letter_and_digit(text):  # noqa: PLR2004
        return False
    if is_hex(text) or is_harmless(text) or is_reference(text) or is_compound(text):
        return False
    if _is_class(text) or is_hex_groups(text):
        return False
    if _FILE.fullmatch(text):
        return False
    if _is_memorable(text) or (
        _SYMBOL.search(_REFERENCE.sub("", text)) and not _REFERRED.fullmatch(text)
    ):
        return has_letter_and_digit(without_terms(text))
    return is_leet(text) or _is_jumble(text)


def is_leet(text: str) -> bool:
    """Whether digits replace letters in a word."""
    if is_hex(text) or is_hex_groups(text) or not _LEET.search(text):
        return False
    if not has_letter_and_digit(without_terms(text)):
        return False
    word = _LEET.sub(lambda match: _LETTERS[match[0]], text.rstrip(digits)).lower()
    is_word = len(word) >= _SHORTEST_WORD and _DIGITLESS.fullmatch(word) is not None
    return is_word and bits_per_letter(word) < _LIKE_A_WORD


def _is_jumble(text: str) -> bool:
    """Whether upper-case letters, lower-case letters and digits alternate at random."""
    if not text.isalnum() or len(text) < _LONG_WORD or text.isupper() or text.islower():
        return False
    return len(_TURN.findall(text)) >= _TURNS and bits_per_letter(text) > _JUMBLED


def is_namesake(text: str) -> bool:
    """Whether the text is a rare word and a number, so perhaps a password: `Karin1978`."""
    if not _NAMESAKE.fullmatch(text) or not has_letter_and_digit(without_terms(text)):
        return False
    return not (is_usual(text.rstrip(digits + "!-_.")) or is_numbered(text) or is_hex(text))


def is_chosen(text: str) -> bool:
    """Whether a value assigned to the name of a secret is a password and no reference to code."""
    return is_telling(text) or is_namesake(text) or is_paired(text)


def is_paired(text: str) -> bool:
    """Whether the text is two rare words and a number, so perhaps a password: `walrus.cloth42`."""
    if not _PAIRED.fullmatch(text) or not has_letter_and_digit(without_terms(text)):
        return False
    pieces = _JOINT.split(text.rstrip(digits + "!?"))
    return not any(is_usual(piece) or is_ordinary(piece) for piece in pieces)


def is_numbered_phrase(text: str) -> bool:
    """Whether the text is three rare words and a number: `walrus-cloth-ember-42`."""
    if not _NUMBERED_PHRASE.fullmatch(text):
        return False
    return sum(map(is_usual, text.rstrip(digits + "-_.").replace("_", "-").split("-"))) < 2  # noqa: PLR2004


def is_given(text: str) -> bool:
    """Whether a word is a password when it directly follows a verb or sign that introduces one."""
    if is_telling(text):
        return True
    if (
        _FILE.fullmatch(text)
        or is_hex(text)
        or is_compound(text)
        or not has_letter_and_digit(without_terms(text))
    ):
        return False
    return is_password(text, quoted=False)


def is_code(text: str) -> bool:
    """Whether the text is a number as long as a PIN or a numeric password."""
    return _CODE.fullmatch(text) is not None


def is_rare_word(text: str) -> bool:
    """Whether the text is a lower-case word that is rare in texts about software."""
    if len(text) < _SHORTEST_WORD or not (text.isascii() and text.isalpha() and text.islower()):
        return False
    return not (is_ordinary(text) or text in COMMON or text.startswith(tuple(ROOTS)))


def is_plain_phrase(text: str, *, quoted: bool = True) -> bool:
    """Whether the text is a passphrase of lower-case words, not a sentence: `larch kettle ride`."""
    pieces = text.split(" ")
    if any(piece.startswith(root) for piece in pieces for root in ROOTS):
        return False  # a label in another language: `nova palavra passe`
    if not (3 <= len(pieces) <= 8 and all(map(_PIECE.fullmatch, pieces))):  # noqa: PLR2004
        return False
    usual = sum(is_ordinary(piece) or piece in COMMON for piece in pieces)
    return usual <= len(pieces) // (2 if quoted else 4) and _FUNCTION.isdisjoint(pieces)


def phrase_at(text: str, position: int, *, is_named: bool) -> Value | None:
    """The passphrase of plain words at a position, up to the end of its line or sentence."""
    phrase = _PHRASE.match(text, position)
    if phrase is None or not is_plain_phrase(phrase[0], quoted=is_named):
        return None
    return Value(*phrase.span(), phrase[0], quoted=False)
