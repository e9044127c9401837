"""Registry of the supported languages, one module each."""

from chesterton.syntax.language_rules import Language
from chesterton.syntax.languages.bash import BASH
from chesterton.syntax.languages.c import C
from chesterton.syntax.languages.cpp import CPP
from chesterton.syntax.languages.csharp import CSHARP
from chesterton.syntax.languages.dockerfile import DOCKERFILE
from chesterton.syntax.languages.go import GO
from chesterton.syntax.languages.hcl import HCL
from chesterton.syntax.languages.ini import DOTENV, INI, PROPERTIES
from chesterton.syntax.languages.java import JAVA
from chesterton.syntax.languages.javascript import JAVASCRIPT
from chesterton.syntax.languages.json import JSON
from chesterton.syntax.languages.kotlin import KOTLIN
from chesterton.syntax.languages.lua import LUA
from chesterton.syntax.languages.makefile import MAKEFILE
from chesterton.syntax.languages.php import PHP
from chesterton.syntax.languages.python import PYTHON
from chesterton.syntax.languages.ruby import RUBY
from chesterton.syntax.languages.rust import RUST
from chesterton.syntax.languages.scala import SCALA
from chesterton.syntax.languages.sql import SQL
from chesterton.syntax.languages.swift import SWIFT
from chesterton.syntax.languages.toml import TOML
from chesterton.syntax.languages.typescript import TSX, TYPESCRIPT
from chesterton.syntax.languages.yaml import YAML

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
    CSHARP,
    KOTLIN,
    SWIFT,
    SCALA,
    PHP,
    RUBY,
    LUA,
    BASH,
    YAML,
    TOML,
    JSON,
    INI,
    PROPERTIES,
    DOTENV,
    HCL,
    SQL,
    DOCKERFILE,
    MAKEFILE,
)
"""In the order a newcomer should read them."""
