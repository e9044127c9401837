"""Registries are explicit tuples, and complete: a file that is not listed does nothing."""

import pytest

from chesterton.cli.registry import COMMANDS
from chesterton.lsp.registry import REGISTRY
from chesterton.lsp.rows import load
from chesterton.redact.rules import RULES
from chesterton.syntax.language import LANGUAGES
from tests.architecture.source import PACKAGE


def _files(folder):
    return {path.stem for path in (PACKAGE / folder).glob("*.py")} - {"__init__"}


def test_every_language_is_listed_once():
    ids = [language.id for language in LANGUAGES]
    assert len(ids) == len(set(ids))
    assert {each.module or each.id for each in LANGUAGES} == _files("syntax/languages")
    assert [each.load().id for each in LANGUAGES] == ids


def test_every_command_is_listed_once():
    names = [command.name for command in COMMANDS]
    assert len(names) == len(set(names))
    loaded = {command.load().__name__.rsplit(".", 1)[-1] for command in COMMANDS}
    assert loaded == _files("cli/commands")


def test_every_feature_is_listed_once():
    listed = {loaded.run.__module__.rsplit(".", 1)[-1] for loaded in load(REGISTRY)}
    assert listed == _files("lsp/features")
    assert len(set(map(repr, REGISTRY))) == len(REGISTRY)


def test_every_secret_rule_is_listed_once_and_proves_itself():
    ids = [rule.id for rule in RULES]
    assert len(ids) == len(set(ids))
    assert [rule.id for rule in RULES if not rule.hits or not rule.misses] == []


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_command_says_what_it_does(command):
    module = command.load()
    assert module.ABOUT.strip()
    assert f"chesterton {command.name}" in module.EXAMPLES
