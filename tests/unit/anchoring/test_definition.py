"""Separating the code of a definition from its comments."""

import pytest

from chesterton.anchoring.definitions.definition import Definition
from chesterton.syntax.language import language_for
from chesterton.syntax.outline import parse

PATHS = {
    "a.py": 'def take(a):\n    """Spoken."""\n    return a + "#kept"  # spoken\n',
    "a.rb": 'def take(a)\n  # spoken\n  a + "#kept"\nend\n',
    "a.sh": "take() {\n  # spoken\n  echo ${#kept[@]} $#\n}\n",
    "a.php": '<?php\nfunction take($a) {\n  # spoken\n  // spoken\n  return $a . "#kept";\n}\n',
    "a.lua": 'function take(a)\n  -- spoken\n  --[[ spoken ]]\n  return a .. "--kept"\nend\n',
    "a.ts": 'function take(a) {\n  /* spoken */\n  return a + "//kept"; // spoken\n}\n',
    "a.kt": 'fun take(a: String): String {\n  // spoken\n  return a + "//kept"\n}\n',
}


@pytest.mark.parametrize(("path", "text"), PATHS.items())
def test_comments_are_not_code(path, text):
    parsed = parse(text, language_for(path))
    definition = Definition(path, parsed.outline.named("take")[0], parsed)
    assert "poken" not in definition.code
    assert "kept" in definition.code
    assert definition.comment_words & {"spoken", "Spoken"}
