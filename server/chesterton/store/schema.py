"""Splits schema.sql into statements, with comments kept so that sqlite3's `.schema` shows them."""

import sqlite3
from contextlib import closing

_DERIVED = "-- Derived"


def core_statements() -> list[str]:
    """Statements that create the core tables, which are never dropped."""
    return _statements(_script().partition(_DERIVED)[0])


def derived_statements() -> list[str]:
    """Statements that create the derived tables, which can be rebuilt from the core."""
    return _statements(_script().partition(_DERIVED)[2])


def missing_columns(db: sqlite3.Connection) -> set[tuple[str, str]]:
    """The core columns (table, column) that a database lacks, perhaps because it is damaged."""
    with closing(sqlite3.connect(":memory:")) as whole:
        for statement in core_statements():
            whole.execute(statement)
        return _columns(whole) - _columns(db)


def _columns(db: sqlite3.Connection) -> set[tuple[str, str]]:
    query = (
        "SELECT sqlite_master.name, pragma_table_info.name FROM sqlite_master"
        " JOIN pragma_table_info(sqlite_master.name) WHERE sqlite_master.type = 'table'"
    )
    return set(db.execute(query))


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
