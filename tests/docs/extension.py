"""What the manifest of the VS Code extension takes from the code: settings, languages, version."""

import json
from collections.abc import Mapping
from typing import Any

from chesterton import __version__
from chesterton.config.settings import OPTIONS
from chesterton.syntax.language import LANGUAGES
from tests.docs.markdown import ROOT

MANIFEST = ROOT / "vscode-client" / "package.json"
LOCK = ROOT / "vscode-client" / "package-lock.json"


def made(manifest: Mapping[str, Any]) -> dict[str, Any]:
    """The manifest with what follows from the code put in."""
    text = json.dumps(manifest)
    copy: dict[str, Any] = json.loads(text)
    copy["version"] = __version__
    copy["activationEvents"] = [f"onLanguage:{name}" for name in (*languages(), "markdown")]
    copy["contributes"]["configuration"]["properties"] = properties()
    restricted = [f"chesterton.{option.key}" for option in OPTIONS if option.is_restricted]
    copy["capabilities"]["untrustedWorkspaces"]["restrictedConfigurations"] = restricted
    return copy


def languages() -> tuple[str, ...]:
    """What VS Code calls the languages that are understood."""
    return tuple(name for each in LANGUAGES for name in (each.id, *each.lsp_ids.split()))


def properties() -> dict[str, Any]:
    """`contributes.configuration.properties`."""
    return {
        f"chesterton.{option.key}": {
            **option.form.schema,
            "default": _plain(option.default),
            "scope": str(option.scope),
            "markdownDescription": option.doc,
            "order": order,
        }
        for order, option in enumerate(OPTIONS)
    }


def written(manifest: Mapping[str, Any]) -> str:
    """The manifest as its file has it."""
    return json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    return list(value) if isinstance(value, tuple) else value
