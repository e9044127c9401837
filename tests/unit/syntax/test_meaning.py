"""Which edits change a fingerprint, by language (`fixtures/meaning`)."""

import re
from pathlib import Path

import pytest

from chesterton.syntax.language import language_named
from chesterton.syntax.outline import parse

FIXTURES = Path(__file__).parent / "fixtures" / "meaning"
SAME, DIFFERENT = "==", "!="


def sections(path):
    """The heading and the variants of each section; a variant may end with `@@ name`."""
    fields = re.split(r"^(==|!=) (.+)\n", path.read_text(), flags=re.MULTILINE)[1:]
    for sign, title, body in zip(fields[::3], fields[1::3], fields[2::3], strict=True):
        spellings, name = [], None
        for part in re.split(r"^----\n", body, flags=re.MULTILINE):
            code, _, given_name = part.partition("\n@@ ")
            name = given_name.strip() or name
            spellings.append((code.strip("\n") + "\n", name))
        yield pytest.param(path.stem, sign, spellings, id=f"{path.stem}: {sign} {title}")


CASES = [case for path in sorted(FIXTURES.glob("*.txt")) for case in sections(path)]


def fingerprint(language, code, name):
    parsed = parse(code, language_named(language))
    symbol = parsed.outline.find(name, None) if name else parsed.outline.symbols[0]
    assert symbol is not None, f"no {name} among {[one.name for one in parsed.outline.symbols]}"
    return parsed.fingerprint(symbol)


@pytest.mark.parametrize(("language", "sign", "spellings"), CASES)
def test_a_fingerprint_depends_on_meaning_not_spelling(language, sign, spellings):
    first, *others = [fingerprint(language, *spelling) for spelling in spellings]
    assert others
    for (code, _), other in zip(spellings[1:], others, strict=True):
        assert (sign == SAME) == (first == other), code
