"""Whether what stands where a secret is expected is one."""

import re

from chesterton.redact.filler import is_filler
from chesterton.redact.harmless import is_digest, is_harmless, is_hex, is_uuid
from chesterton.redact.letters import strangeness
from chesterton.redact.words import is_ordinary

_REFERENCE = re.compile(
    r"[$%@#]?\{.*|\{.*\}|\$\(.*|\$[A-Za-z_]\w*|\$[\d?@#*]|%[sdrv@]|%\w*%|%\(\w+\).*|:\w+"
    r"|<.*|.*<[\w -]+>.*|\[[A-Za-z _./-]+\]|\[redacted.*"
    r"|[A-Za-z_&*!][\w.:>?!-]*[(\[{].*"  # a call, an index, a literal with fields
    r"|(?:os|process|env|ENV|System|secrets|vars|var|local|module|data|self|this|cls|args|settings|"
    r"config|options|props|params|request|req|ctx|context|app|std|import|viper|getenv|Deno|"
    r"builder|opts|conf|cfg|user|form|credentials?|creds|auth|client|input|state|payload|body)"
    r"(?:\.|::|->|\?\.)[A-Za-z_].*"
    r"|(?:env|file|vault|op|ssm|aws-?sm|gcp-?sm|akv|secret|secretref|keyring|keychain|sops|ref|kms|"
    r"cmd|exec|projects|https?|s3|gs|git|docker|oci|var|data|javascript|mailto)(?:://|:|/).*"
    r"|\.{0,2}~?/[\w.~/-]*|[A-Za-z]:\\.*"  # a path
    r"|ENC\[.*|![A-Z]\w*.*|!vault.*|AQICAH.*"  # sealed by sops, CloudFormation, Ansible, KMS
    r"|(.)\1*"  # stars, dots, dashes
    r"|.*\$\{\{?.*|.*\{\{.*"
)
_IDENTIFIER = re.compile(r"[A-Za-z_$&*][\w$]*(?:(?:\.|->|::|\?\.)[A-Za-z_]\w*)*[!?]?")
_JOINED = re.compile(r"[A-Za-z]+(?:[-_.:/ ][A-Za-z]+)*")
_STEM_AND_NUMBER = re.compile(r"([A-Za-z]+?)[-_]?v?\d{1,3}")
_STEMS = frozenset(
    "password passwd pass pwd pw arg param value val str string text input user token key field "
    "group test tmp temp var line row item node data version utf sha md base int uint float char "
    "oauth http ipv tls ssl aes rsa ed bcrypt argon scrypt pbkdf rfc rs hs es ps jwt "
    "api step phase part level layer page port id index num n p v s x y a b c t k h u i j w z "
    "win python py node java ruby php go gen type case option opt secret lang unit "
    "mfa fa totp auth pg mysql postgres redis s3 ec us eu day week issue pr bug story".split()
)
_JOINT = re.compile(r"[-_/.:,()]+")
_SYMBOL = re.compile(r"[!@#$%^&*+=?~|;,]")
_FEW = 4
_SHORT = 6
_MEDIUM = 8
_LONG = 16
_VERY_LONG = 200


def is_reference(text: str) -> bool:
    """Whether it names a place where the secret is kept, or leaves one blank."""
    return _REFERENCE.fullmatch(text) is not None or is_filler(text) or is_ordinary(text)


def has_letter_and_digit(text: str) -> bool:
    """Whether it mixes the two, as words do not."""
    return any(char.isalpha() for char in text) and any(char.isdigit() for char in text)


def is_numbered(text: str) -> bool:
    """Whether it is a common noun with a number: `param2`, `sha256`."""
    found = _STEM_AND_NUMBER.fullmatch(text)
    return found is not None and found[1].lower() in _STEMS


def is_identifier(text: str) -> bool:
    """Whether it could be a name in a program."""
    return _IDENTIFIER.fullmatch(text) is not None


def is_password(text: str, *, quoted: bool) -> bool:
    """Whether a value given to a password is one: nearly everything that is not a reference."""
    if len(text) < _FEW or is_reference(text) or is_numbered(text):
        return False
    if is_harmless(text):
        return is_uuid(text)
    if " " in text:
        return len(text) < _VERY_LONG and _is_passphrase(text)
    if text.isdigit() or _SYMBOL.search(text[:-1]) or has_letter_and_digit(text):
        return quoted or not _is_code(text)
    if quoted and _JOINED.fullmatch(text):
        return "_" not in text and "." not in text and not _is_camel(text)
    return is_random(text)


def is_machine_made(text: str) -> bool:
    """Whether a value given to a token or key is one: drawn by a machine, whatever the alphabet."""
    if len(text) < _SHORT or " " in text or is_reference(text) or is_numbered(text):
        return False
    if is_uuid(text):
        return True
    if is_harmless(text):
        return False
    if is_hex(text) and len(text) >= _LONG:
        return not text.isdigit()
    if has_letter_and_digit(text):
        return strangeness(text) > (4.6 if len(text) >= _MEDIUM else 5.2)
    return is_random(text)


def is_random(text: str) -> bool:
    """Whether no person would write it: for places where nothing says that a secret follows."""
    if len(text) < _MEDIUM or text.isdigit() or is_hex(text):
        return False
    return strangeness(text) > _limit(len(text))


def is_plainly_random(text: str) -> bool:
    """As `is_random`, and of no shape that is known to be harmless."""
    return is_random(text) and not (is_harmless(text) or is_digest(text) or is_reference(text))


def _limit(length: int) -> float:
    if length < 10:  # noqa: PLR2004 - below, chance alone makes a word strange
        return 6.8
    return 6.2 if length < _LONG else 5.7


def _is_code(text: str) -> bool:
    return is_identifier(text) and not has_letter_and_digit(text)


def _is_camel(text: str) -> bool:
    return any(char.isupper() for char in text[1:]) and any(char.islower() for char in text)


def _is_passphrase(text: str) -> bool:
    words = text.split(" ")
    if not all(words) or any(is_ordinary(word.strip(".,:;!?()")) for word in words):
        return False
    return bool(_SYMBOL.search(text[:-1])) or has_letter_and_digit(text) or len(words) >= _FEW


def is_compound(text: str) -> bool:
    """Whether it is vocabulary: words and numbered nouns joined, as in `PBKDF2-SHA256`.

    Words that end in a bare number are none: `river-tiger-thunder-7`.
    """
    pieces = [piece for piece in _JOINT.split(text) if piece]
    if text.isdigit() or not all(map(_is_vocabulary, pieces)):
        return False
    words = [piece for piece in pieces if piece.isalpha() and len(piece) >= _FEW]
    return len(words) < 2 or pieces[-1].isalpha() or any(map(is_numbered, pieces))  # noqa: PLR2004


def _is_vocabulary(piece: str) -> bool:
    return piece.isalpha() or piece.isdigit() or is_numbered(piece)
