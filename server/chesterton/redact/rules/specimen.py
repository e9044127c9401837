"""Generates sample secrets for the rules, so that the source code contains none."""

from string import ascii_letters, ascii_lowercase, ascii_uppercase, digits

ALNUM = ascii_letters + digits
LOWER = ascii_lowercase + digits
UPPER = ascii_uppercase + digits
HEX = "0123456789abcdef"
DIGITS = digits
LETTERS = ascii_letters
BASE64 = ALNUM + "+/"
BASE32 = ascii_uppercase + "234567"


def specimen(length: int, alphabet: str = ALNUM) -> str:
    """Deterministic pseudo-random text of the given length from an alphabet."""
    state, drawn = 20_011 + length, []
    for _ in range(length):
        state = (state * 1_103_515_245 + 12_345) % 2**31
        drawn.append(alphabet[(state >> 16) % len(alphabet)])
    return "".join(drawn)


def uuid() -> str:
    """A UUID."""
    return "-".join(specimen(length, HEX) for length in (8, 4, 4, 4, 12))
