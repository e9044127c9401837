"""Client capabilities and editor-specific behaviour; no other module checks the editor's name."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any, get_origin, get_type_hints

from lsprotocol import types as lsp

from chesterton.config.settings import Settings, Signals
from chesterton.syntax.positions import Encoding

API_VERSION = 1
"""Version of the commands and their arguments; the VS Code extension checks it."""


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


_DIAGNOSTICS = "textDocument.publishDiagnostics"
_CONFIGURATION = "workspace.didChangeConfiguration"


@dataclass(frozen=True, slots=True)
class Client:
    """The editor and its capabilities. Each annotation names its client capability."""

    name: str = ""
    family: Family = Family.OTHER
    encoding: Encoding = Encoding.UTF16
    has_markdown: bool = False
    hover_dynamic: Annotated[bool, "textDocument.hover.dynamicRegistration"] = False
    lens: Annotated[bool, "textDocument.codeLens"] = False
    lens_refresh: Annotated[bool, "workspace.codeLens.refreshSupport"] = False
    inlay_refresh: Annotated[bool, "workspace.inlayHint.refreshSupport"] = False
    shows_documents: Annotated[bool, "window.showDocument.support"] = False
    completion_dynamic: Annotated[bool, "textDocument.completion.dynamicRegistration"] = False
    link_dynamic: Annotated[bool, "textDocument.documentLink.dynamicRegistration"] = False
    watches_files: Annotated[bool, "workspace.didChangeWatchedFiles.dynamicRegistration"] = False
    sends_renames: Annotated[bool, "workspace.fileOperations.didRename"] = False
    related_information: Annotated[bool, f"{_DIAGNOSTICS}.relatedInformation"] = False
    code_description: Annotated[bool, f"{_DIAGNOSTICS}.codeDescriptionSupport"] = False
    configuration: Annotated[bool, "workspace.configuration"] = False
    configuration_dynamic: Annotated[bool, f"{_CONFIGURATION}.dynamicRegistration"] = False
    progress: Annotated[bool, "window.workDoneProgress"] = False
    action_literals: Annotated[bool, "textDocument.codeAction.codeActionLiteralSupport"] = False
    versioned_edits: Annotated[bool, "workspace.workspaceEdit.documentChanges"] = False
    """Rejects edits computed for an older document version."""

    def shows_hints(self, signals: Signals) -> bool:
        """Whether notes are signalled by diagnostics of severity Hint."""
        if signals is Signals.AUTO:
            return not (self.family is Family.VSCODE and self.lens)
        return signals in {Signals.HINT, Signals.BOTH}

    def shows_lenses(self, signals: Signals) -> bool:
        """Whether to serve lenses; `auto` does, although the user may have turned them off."""
        return signals not in {Signals.HINT, Signals.OFF}

    @property
    def lens_at_line_end(self) -> bool:
        """Whether lenses appear at the end of a line, and so must be anchored to the name."""
        return self.family is Family.NEOVIM

    @property
    def draws_icons(self) -> bool:
        """Whether `$(name)` in a lens is drawn as an icon."""
        return self.family is Family.VSCODE

    @property
    def is_quiet(self) -> bool:
        """Whether to omit success messages, which become toasts; the lens shows the result."""
        return self.family is Family.VSCODE

    @property
    def repeats_in_hover(self) -> bool:
        """Whether hovers include diagnostics, so that ours need not repeat the title."""
        return self.family is Family.VSCODE


_ANNOUNCED = {
    name: hint.__metadata__[0]
    for name, hint in get_type_hints(Client, include_extras=True).items()
    if get_origin(hint) is Annotated
}


def client_of(params: lsp.InitializeParams) -> Client:
    """The client described by the initialize request, whose capabilities are still JSON."""
    capabilities: Any = params.capabilities
    options = params.initialization_options
    name = params.client_info.name if params.client_info else ""
    configured = options.get("editor") if isinstance(options, dict) else None
    return Client(
        name=name[:80],
        family=_family(configured if isinstance(configured, str) else name),
        encoding=_encoding(capabilities),
        has_markdown="markdown" in (_get(capabilities, "textDocument.hover.contentFormat") or ()),
        **{key: _is_announced(capabilities, path) for key, path in _ANNOUNCED.items()},
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


def _encoding(capabilities: Mapping[str, Any]) -> Encoding:
    """The first encoding offered that we support; the protocol's default is UTF-16."""
    offered = _get(capabilities, "general.positionEncodings") or ()
    return next((Encoding(name) for name in offered if name in list(Encoding)), Encoding.UTF16)


def _is_announced(capabilities: Mapping[str, Any], path: str) -> bool:
    """Whether a capability is announced: true, or an object, even an empty one."""
    return _get(capabilities, path) not in (None, False)


def _get(capabilities: Mapping[str, Any], path: str) -> Any:  # noqa: ANN401  # any part
    value: Any = capabilities
    for name in path.split("."):
        value = value.get(name) if isinstance(value, Mapping) else None
    return value
