"""Decides whether the value of a password, token or key is a real secret."""

import re
from string import digits

from chesterton.redact.bigrams import bits_per_letter
from chesterton.redact.filler import is_filler
from chesterton.redact.harmless import is_digest, is_harmless, is_hex, is_uuid
from chesterton.redact.ordinary_words import is_ordinary
from chesterton.redact.vocabulary import NUMBERED_NOUNS

_REFERENCE = re.compile(
    r"[$%@#]?\{.*|\{.*\}|\$\(.*|\$[A-Za-z_]\w*(?:/.*)?|\$[\d?@#*]|%[sdrv@]|%\w*%|%\(\w+\).*|:\w+"
    r"|<.*|.*<[\w -]+>.*|\[[A-Za-z _./-]+\]|\[redacted.*"
    r"|[A-Za-z_&*!$][\w.:>?!-]*[(\[{].*"  # a call, an index, a literal with fields
    r"|(?:os|process|env|ENV|System|secrets|vars|var|local|module|data|self|this|cls|args|settings|"
    r"config|options|props|params|request|req|ctx|context|app|std|import|viper|getenv|Deno|"
    r"builder|opts|conf|cfg|user|form|credentials?|creds|auth|client|input|state|payload|body)"
    r"(?:\.|::|->|\?\.)[A-Za-z_].*"
    r"|!?\[[^\]]*\]\([^)\s]*\)?"  # a link
    r"|(?:ref\+\w+|[a-z]*keyvault|akvs?|aws(?:sm|ssm|kms|secrets?)|gcp(?:kms|secrets?)|bws?|doppler|"
    r"infisical|g?opass|1password|bitwarden|conjur|secrets?[_-]?manager)(?:://|:).*"
    r"|(?:env|file|vault|op|ssm|aws-?sm|gcp-?sm|akv|secret|secretref|keyring|keychain|sops|ref|kms|"
    r"cmd|exec|projects|https?|s3|gs|git|docker|oci|var|data|javascript|mailto)(?:://|:|/).*"
    r"|[A-Za-z]:\\.*"
    # encrypted by sops or KMS, referenced by CloudFormation or Ansible
    r"|ENC\[.*|!(?:Ref|Sub|GetAtt|ImportValue|Join|vault|env|secret|reference)\b.*|AQICAH.*"
    r"|(?:[a-z]+|[A-Za-z_]+)(?:\|[A-Za-z_]\w*(?::[\w,]+)*)+"  # validation rules
    r"|//.*|==?[\d.]*|\?[A-Za-z][A-Za-z _-]*"  # a URL, a comparison, `${NAME:?message}`
    r"|([^0-9])\1*"  # stars, dots, dashes
    r"|.*\$\{\{?.*|.*\{\{.*|.*\{[A-Za-z_][\w.]*\}.*"  # a template
    r"|(?:[\w:/@. -]*%[sdr](?![A-Za-z0-9]))+[\w:/@. -]*"
    r"|@[A-Za-z_.]+(?:\(.*)?|&[a-z#].*|_?(?:[A-Za-z][a-z]*(?:_?[A-Z][a-z]+)*|[a-z_\d]+|[A-Z_\d]+)=[\w.]+|\[\w.*"
)
_PATH = re.compile(r"\.{0,2}~?/[\w.~/-]*")
_IDENTIFIER = re.compile(r"[A-Za-z_$&*][\w$]*(?:(?:\.|->|::|\?\.)[A-Za-z_]\w*)*[!?]?")
_JOINED = re.compile(r"[A-Za-z]+(?:[-_.:/ ][A-Za-z]+)*")
_STEM_AND_NUMBER = re.compile(r"([A-Za-z]+?)[-_]?v?(\d{1,3})")
_HABITUAL = frozenset({"password", "passwd", "pass", "secret", "user", "test", "root", "admin"})
_CODE_SIGN = re.compile(r"[(){}<>=\[\]]")
_DIGITS = re.compile(r"\d+")
_DICEWARE = re.compile(r"[a-z]{3,}(?:-[a-z]{3,}){2,5}")
_RUN = re.compile(r"[A-Za-z0-9]{16,}")
_TURN = re.compile(r"[A-Za-z](?=[0-9])|[0-9](?=[A-Za-z])")
_MANY_TURNS = 5
_JOINT = re.compile(r"[-_/.:,()]+")
_SYMBOL = re.compile(r"[!@#$%^&*+=?~|;,]")
_BASE32 = re.compile(r"(?=(?:[A-Z]*[2-7]){3})[A-Z2-7]{16,64}")
_WALLET_KEY = re.compile(r"(?i)0x[0-9a-f]{64}")
_LIKE_ADDRESS = re.compile(r"[13LDX][1-9A-HJ-NP-Za-km-z]{25,34}")  #: of a wallet
_STRANGE = 4.6
_STRANGE_AS_NAME = 5.7
_STRANGE_WHEN_SHORT = 5.2
_STRANGE_AS_PATH = 6.2
_STRANGE_AS_WORD = 5.2
_FEW = 4
_SHORT = 6
_MEDIUM = 8
_LONG = 16
_VERY_LONG = 200
_MOST_READ = 300


def is_reference(text: str) -> bool:
    """Whether the text refers to a secret elsewhere, or is a placeholder or ordinary word."""
    if is_ordinary(text) or is_filler(text):
        return True
    start = text[:_MOST_READ]
    if _PATH.fullmatch(start) and bits_per_letter(start) < _STRANGE_AS_PATH:
        return True
    return _REFERENCE.fullmatch(start) is not None


def has_letter_and_digit(text: str) -> bool:
    """Whether the text contains both letters and digits."""
    return any(char.isalpha() for char in text) and any(char.isdigit() for char in text)


def is_numbered(text: str) -> bool:
    """Whether the text is a common noun with a number: `param2`, `sha256`."""
    match = _STEM_AND_NUMBER.fullmatch(text)
    return match is not None and match[1].lower() in NUMBERED_NOUNS and not is_weak_password(text)


def is_weak_password(text: str) -> bool:
    """Whether the text is a typical weak password: `secret123`."""
    match = _STEM_AND_NUMBER.fullmatch(text)
    return match is not None and match[1].lower() in _HABITUAL and len(match[2]) > 2  # noqa: PLR2004


def is_identifier(text: str) -> bool:
    """Whether the text could be an identifier in code."""
    return _IDENTIFIER.fullmatch(text) is not None


def is_password(text: str, *, quoted: bool) -> bool:
    """Whether the value of a password field is a password: almost anything but a reference."""
    if len(text) < _FEW or is_reference(text) or (is_numbered(text) and not quoted):
        return False
    if is_harmless(text) or " " in text:
        return is_uuid(text) or _is_passphrase(text)
    if text.isdigit() or _SYMBOL.search(text[:-1]) or has_letter_and_digit(text):
        return quoted or not _is_code(text)
    return (quoted and _is_made_of_words(text)) or _is_diceware(text) or is_random(text)


def _is_diceware(text: str) -> bool:
    """Whether the text is three or more hyphenated words that form no ordinary compound."""
    if not _DICEWARE.fullmatch(text):
        return False
    pieces = text.split("-")
    return sum(map(is_ordinary, pieces)) <= (1 if len(pieces) >= _FEW else 0)


def _is_made_of_words(text: str) -> bool:
    """Whether the text consists of words that are neither ordinary nor code."""
    if not _JOINED.fullmatch(text) or _is_camel(text) or "_" in text:
        return False
    return not any(is_ordinary(piece) for piece in re.split(r"[-.:/]", text))


def is_machine_made(text: str) -> bool:
    """Whether the value of a token or key is machine-generated, in any alphabet."""
    text = text.removeprefix("base64:")
    if len(text) < _SHORT or _is_written_by_hand(text):
        return False
    if is_harmless(text) and not _LIKE_ADDRESS.fullmatch(text):
        return is_uuid(text) or _WALLET_KEY.fullmatch(text) is not None
    if _BASE32.fullmatch(text):
        return True
    if is_hex(text) and len(text) >= _LONG:
        return not text.isdigit()
    if has_letter_and_digit(text):
        return bits_per_letter(text) > _strange_with_digits(text)
    return is_random(text) or (_is_camel(text) and bits_per_letter(text) > _limit(len(text)) - 0.4)


def _is_written_by_hand(text: str) -> bool:
    if " " in text or "::" in text or text.startswith("\\") or is_reference(text):
        return True
    if is_numbered(text) or is_compound(text) or is_ordinary(text.rstrip(digits)):
        return True
    return _is_word_with_number(text)


def _is_word_with_number(text: str) -> bool:
    """Whether the text is a word or two around one number: `symbol2label`, `utf8mb`."""
    words = _DIGITS.split(text)
    return len(words) == 2 and bits_per_letter("".join(words)) < _STRANGE  # noqa: PLR2004 - around one


def _strange_with_digits(text: str) -> float:
    """The strangeness above which a text with letters and digits is not a name."""
    if len(text) < _MEDIUM:
        return _STRANGE_WHEN_SHORT
    is_name = is_identifier(text) and (_is_camel(text) or "_" in text or "." in text)
    return _STRANGE_AS_NAME if is_name else _STRANGE


def is_random(text: str) -> bool:
    """Whether the text is clearly random, even without a name that indicates a secret."""
    if len(text) < _MEDIUM or text.isdigit() or is_hex(text):
        return False
    return bits_per_letter(text) > _limit(len(text)) or _is_shuffled(text)


def _is_shuffled(text: str) -> bool:
    """Whether letters and digits alternate too often for a name."""
    return any(
        len(_TURN.findall(run)) >= _MANY_TURNS and not is_hex(run) for run in _RUN.findall(text)
    )


def is_plainly_random(text: str) -> bool:
    """Like `is_random`, but false for formats known to be harmless."""
    return is_random(text) and not (is_harmless(text) or is_digest(text) or is_reference(text))


def _limit(length: int) -> float:
    if length < 10:  # noqa: PLR2004 - short words are strange by chance
        return 6.8
    return 6.2 if length < _LONG else 5.7


def _is_code(text: str) -> bool:
    return is_identifier(text) and not has_letter_and_digit(text)


def _is_camel(text: str) -> bool:
    return any(char.isupper() for char in text[1:]) and any(char.islower() for char in text)


def _is_passphrase(text: str) -> bool:
    words = text.split(" ")
    if len(words) < 2 or len(text) > _VERY_LONG or not all(words):  # noqa: PLR2004 - a phrase
        return False
    if _CODE_SIGN.search(text) or any(is_ordinary(word.strip(".,:;!?()")) for word in words):
        return False
    return bool(_SYMBOL.search(text[:-1])) or has_letter_and_digit(text) or len(words) >= _FEW


def is_compound(text: str) -> bool:
    """Whether the text is a technical term of words and numbered nouns, such as `PBKDF2-SHA256`.

    Words followed by a bare number are not: `river-tiger-thunder-7`.
    """
    pieces = [piece for piece in _JOINT.split(text) if piece]
    if text.isdigit() or _is_diceware(text) or not all(map(_is_vocabulary, pieces)):
        return False
    words = [piece for piece in pieces if piece.isalpha() and len(piece) >= _FEW]
    return len(words) < 2 or pieces[-1].isalpha() or any(map(is_numbered, pieces))  # noqa: PLR2004


def _is_vocabulary(piece: str) -> bool:
    if piece.isdigit() or is_numbered(piece):
        return True
    return piece.isalpha() and (len(piece) < _MEDIUM or bits_per_letter(piece) < _STRANGE_AS_WORD)
