"""Splits schema.sql into statements, with comments, so that sqlite3's `.schema` shows them."""

import sqlite3

_DERIVED = "-- Derived"


def core_statements() -> list[str]:
    """Statements that create the core tables, which are never dropped."""
    return _statements(_script().partition(_DERIVED)[0])


def derived_statements() -> list[str]:
    """Statements that create the derived tables, which can be rebuilt from the core."""
    return _statements(_script().partition(_DERIVED)[2])


def _script() -> str:
    from importlib.resources import files  # noqa: PLC0415 - 5 ms, rarely needed

    return files("chesterton.store").joinpath("schema.sql").read_text("utf-8")


def _statements(script: str) -> list[str]:
    statements, pending = [], ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            statements.append(pending[pending.index("CREATE") :].strip().rstrip(";"))
            pending = ""
    return statements
