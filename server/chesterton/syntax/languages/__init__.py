"""The languages that the program knows, one file each."""

from chesterton.syntax.languages.javascript import JAVASCRIPT
from chesterton.syntax.languages.python import PYTHON
from chesterton.syntax.languages.typescript import TSX, TYPESCRIPT
from chesterton.syntax.rules import Language

LANGUAGES: tuple[Language, ...] = (PYTHON, JAVASCRIPT, TYPESCRIPT, TSX)
"""In the order in which a newcomer should read them."""
