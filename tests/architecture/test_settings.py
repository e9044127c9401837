"""No dead promises: what is declared is read, what is offered to be installed is used."""

import ast
import re
import tomllib

import pytest

from chesterton.config.settings import OPTIONS, Settings
from tests.architecture.source import ROOT, modules, outside

EXTENSION = "\n".join(
    path.read_text("utf-8") for path in sorted((ROOT / "vscode-client" / "src").rglob("*.ts"))
)
READ = {
    node.attr
    for module in outside("config")
    for node in ast.walk(module.tree)
    if isinstance(node, ast.Attribute)
}
STRINGS = {text for module in outside("config") for text, _ in module.strings()}
BY_A_LIBRARY = {"trace.server": "vscode-languageclient reads it"}


@pytest.mark.parametrize("option", OPTIONS, ids=lambda option: option.key)
def test_every_option_is_read(option):
    section, _, name = option.key.rpartition(".")
    in_extension = option.key in EXTENSION or (section and f'"{name}"' in EXTENSION)
    assert option.attribute in READ or in_extension or option.key in BY_A_LIBRARY


@pytest.mark.parametrize("code", Settings().diagnostics_severity)
def test_every_severity_belongs_to_a_diagnostic(code):
    assert code in STRINGS


def test_every_extra_is_used():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"] | {"dev": []}
    imported = {name.partition(".")[0] for module in modules() for name in module.imports()}
    packages = {re.split(r"[^\w-]", need)[0] for needs in extras.values() for need in needs}
    assert packages <= imported
