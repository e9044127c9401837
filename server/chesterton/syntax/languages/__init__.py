"""The languages that the program knows, one file each."""

from chesterton.syntax.languages.c import C
from chesterton.syntax.languages.cpp import CPP
from chesterton.syntax.languages.go import GO
from chesterton.syntax.languages.java import JAVA
from chesterton.syntax.languages.javascript import JAVASCRIPT
from chesterton.syntax.languages.python import PYTHON
from chesterton.syntax.languages.rust import RUST
from chesterton.syntax.languages.typescript import TSX, TYPESCRIPT
from chesterton.syntax.rules import Language

LANGUAGES: tuple[Language, ...] = (
    PYTHON,
    JAVASCRIPT,
    TYPESCRIPT,
    TSX,
    GO,
    RUST,
    JAVA,
    C,
    CPP,
)
"""In the order in which a newcomer should read them."""
