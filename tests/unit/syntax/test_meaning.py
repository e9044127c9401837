"""What changes a fingerprint and what does not, language by language (`fixtures/meaning`)."""

import re
from pathlib import Path

import pytest

from chesterton.syntax.language import language_named
from chesterton.syntax.outline import parse

FIXTURES = Path(__file__).parent / "fixtures" / "meaning"
SAME, DIFFERENT = "==", "!="


def sections(path):
    """The heading and the spellings of each section; a spelling may end with `@@ name`."""
    found = re.split(r"^(==|!=) (.+)\n", path.read_text(), flags=re.MULTILINE)[1:]
    for sign, title, body in zip(found[::3], found[1::3], found[2::3], strict=True):
        spellings, name = [], None
        for part in re.split(r"^----\n", body, flags=re.MULTILINE):
            code, _, told = part.partition("\n@@ ")
            name = told.strip() or name
            spellings.append((code.strip("\n") + "\n", name))
        yield pytest.param(path.stem, sign, spellings, id=f"{path.stem}: {sign} {title}")


CASES = [case for path in sorted(FIXTURES.glob("*.txt")) for case in sections(path)]


def fingerprint(language, code, name):
    parsed = parse(code, language_named(language))
    symbol = parsed.outline.find(name, None) if name else parsed.outline.symbols[0]
    assert symbol is not None, f"no {name} among {[one.name for one in parsed.outline.symbols]}"
    return parsed.fingerprint(symbol)


@pytest.mark.parametrize(("language", "sign", "spellings"), CASES)
def test_a_fingerprint_tells_meaning_from_spelling(language, sign, spellings):
    first, *others = [fingerprint(language, *spelling) for spelling in spellings]
    assert others
    for (code, _), other in zip(spellings[1:], others, strict=True):
        assert (sign == SAME) == (first == other), code
