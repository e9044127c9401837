"""Client capabilities and editor-specific behaviour; no other module looks at the editor's name."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from lsprotocol import types as lsp

from chesterton.config import Settings, Signals
from chesterton.lsp.transport.validate import json_name
from chesterton.syntax.positions import Encoding

API_VERSION = 1
"""Version of the commands and their arguments; the VS Code extension checks it."""


Capabilities = lsp.ClientCapabilities | Mapping[str, Any]
"""As lsprotocol classes, or as JSON: structuring the classes adds 30 ms to every start."""


class Family(StrEnum):
    """Editors that present lenses, hints and hovers the same way."""

    VSCODE = "vscode"
    NEOVIM = "neovim"
    HELIX = "helix"
    EMACS = "emacs"
    ZED = "zed"
    OTHER = "other"


_NAMES: tuple[tuple[str, Family], ...] = (
    ("visual studio code", Family.VSCODE),
    ("vscode", Family.VSCODE),
    ("vscodium", Family.VSCODE),
    ("code - oss", Family.VSCODE),
    ("code-server", Family.VSCODE),
    ("cursor", Family.VSCODE),
    ("windsurf", Family.VSCODE),
    ("neovim", Family.NEOVIM),
    ("helix", Family.HELIX),
    ("emacs", Family.EMACS),
    ("eglot", Family.EMACS),
    ("zed", Family.ZED),
)


@dataclass(frozen=True, slots=True)
class Client:
    """The editor and its capabilities."""

    name: str = ""
    family: Family = Family.OTHER
    encoding: Encoding = Encoding.UTF16
    has_markdown: bool = False
    hover_dynamic: bool = False
    lens: bool = False
    lens_refresh: bool = False
    inlay_refresh: bool = False
    shows_documents: bool = False
    completion_dynamic: bool = False
    link_dynamic: bool = False
    watches_files: bool = False
    sends_renames: bool = False
    related_information: bool = False
    code_description: bool = False
    configuration: bool = False
    configuration_dynamic: bool = False
    progress: bool = False
    action_literals: bool = False
    versioned_edits: bool = False  #: rejects edits computed for an older document version

    def shows_hints(self, signals: Signals) -> bool:
        """Whether notes are signalled by diagnostics of severity Hint."""
        if signals is Signals.AUTO:
            return not (self.family is Family.VSCODE and self.lens)
        return signals in {Signals.HINT, Signals.BOTH}

    def shows_lenses(self, signals: Signals) -> bool:
        """Whether to serve lenses; `auto` does so even if the user may have turned them off."""
        return signals not in {Signals.HINT, Signals.OFF}

    @property
    def lens_at_line_end(self) -> bool:
        """Whether a lens is drawn at the end of its line, so it must be anchored to the name."""
        return self.family is Family.NEOVIM

    @property
    def is_quiet(self) -> bool:
        """Whether to omit success messages: they become toasts, and the lens shows the result."""
        return self.family is Family.VSCODE

    @property
    def repeats_in_hover(self) -> bool:
        """Whether hovers include diagnostics, so our hover need not repeat the title."""
        return self.family is Family.VSCODE


def client_of(params: lsp.InitializeParams) -> Client:
    """The client described by the initialize request."""
    capabilities, options = params.capabilities, params.initialization_options
    name = params.client_info.name if params.client_info else ""
    configured = options.get("editor") if isinstance(options, dict) else None
    return Client(
        name=name[:80],
        family=_family(configured if isinstance(configured, str) else name),
        encoding=_encoding(capabilities),
        has_markdown="markdown" in _values(capabilities, "text_document.hover.content_format"),
        hover_dynamic=_has(capabilities, "text_document.hover.dynamic_registration"),
        lens=_get(capabilities, "text_document.code_lens") is not None,
        lens_refresh=_has(capabilities, "workspace.code_lens.refresh_support"),
        inlay_refresh=_has(capabilities, "workspace.inlay_hint.refresh_support"),
        shows_documents=_has(capabilities, "window.show_document.support"),
        completion_dynamic=_has(capabilities, "text_document.completion.dynamic_registration"),
        link_dynamic=_has(capabilities, "text_document.document_link.dynamic_registration"),
        watches_files=_has(capabilities, "workspace.did_change_watched_files.dynamic_registration"),
        sends_renames=_has(capabilities, "workspace.file_operations.did_rename"),
        related_information=_has(
            capabilities, "text_document.publish_diagnostics.related_information"
        ),
        code_description=_has(
            capabilities, "text_document.publish_diagnostics.code_description_support"
        ),
        configuration=_has(capabilities, "workspace.configuration"),
        configuration_dynamic=_has(
            capabilities, "workspace.did_change_configuration.dynamic_registration"
        ),
        progress=_has(capabilities, "window.work_done_progress"),
        action_literals=_get(capabilities, "text_document.code_action.code_action_literal_support")
        is not None,
        versioned_edits=_has(capabilities, "workspace.workspace_edit.document_changes"),
    )


def hovers_below(client: Client, settings: Settings) -> bool:
    """Whether to register hover late and for all languages, which puts it below type hovers."""
    return (
        client.hover_dynamic
        and client.family is Family.VSCODE
        and settings.hover_position == "below"
    )


def _family(name: str) -> Family:
    lowered = name.lower()
    return next((family for part, family in _NAMES if part in lowered), Family.OTHER)


def _encoding(capabilities: Capabilities) -> Encoding:
    """The first encoding offered that we support; the protocol's default is UTF-16."""
    offered = _values(capabilities, "general.position_encodings")
    return next((Encoding(name) for name in offered if name in list(Encoding)), Encoding.UTF16)


def _values(capabilities: Capabilities, path: str) -> list[str]:
    return [getattr(item, "value", item) for item in _get(capabilities, path) or ()]


def _has(capabilities: Capabilities, path: str) -> bool:
    return bool(_get(capabilities, path))


def _get(capabilities: Capabilities, path: str) -> Any:  # noqa: ANN401  # any part
    value: Any = capabilities
    for name in path.split("."):
        is_json = isinstance(value, Mapping)
        value = value.get(json_name(name)) if is_json else getattr(value, name, None)
    return value
