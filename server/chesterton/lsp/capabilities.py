"""What the editor can do decides what it gets; nothing else in the package asks for its name."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from lsprotocol import types as lsp

from chesterton.config import Settings, Signals
from chesterton.syntax.positions import Encoding

COMMANDS = tuple(
    f"chesterton.{verb}"
    for verb in (
        "remember",
        "rememberComment",
        "open",
        "edit",
        "confirm",
        "relink",
        "snooze",
        "retire",
        "forget",
        "review",
        "status",
        "reviewChange",
        "undo",
    )
)
"""Named here because initialize is answered before the features that run them are loaded."""

API_VERSION = 1
"""Of commands and their arguments; an extension compares it."""


class Family(StrEnum):
    """Editors that show the same things the same way."""

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
    """What the editor can do."""

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
    tells_renames: bool = False
    tells_folders: bool = False
    related_information: bool = False
    code_description: bool = False
    configuration: bool = False
    configuration_dynamic: bool = False
    progress: bool = False
    action_literals: bool = False
    prepared_edits: bool = False  #: it applies edits that the server sends

    def shows_hints(self, signals: Signals) -> bool:
        """Whether the presence of a note is told by a Hint."""
        if signals is Signals.AUTO:
            return not (self.family is Family.VSCODE and self.lens)
        return signals in {Signals.HINT, Signals.BOTH}

    def shows_lenses(self, signals: Signals) -> bool:
        """Whether lenses are served; under `auto` also where they may be switched off."""
        return signals not in {Signals.HINT, Signals.OFF}

    @property
    def is_quiet(self) -> bool:
        """Whether messages of success are left out: they become toasts, and the lens tells."""
        return self.family is Family.VSCODE

    @property
    def repeats_in_hover(self) -> bool:
        """Whether its hover shows diagnostics, so that ours need not repeat their title."""
        return self.family is Family.VSCODE


def client_of(params: lsp.InitializeParams) -> Client:
    """What the editor said about itself."""
    capabilities, options = params.capabilities, params.initialization_options
    name = params.client_info.name if params.client_info else ""
    named = options.get("editor") if isinstance(options, dict) else None
    return Client(
        name=name[:80],
        family=_family(named if isinstance(named, str) else name),
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
        tells_renames=_has(capabilities, "workspace.file_operations.did_rename"),
        tells_folders=_has(capabilities, "workspace.workspace_folders"),
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
        prepared_edits=_has(capabilities, "workspace.apply_edit"),
    )


def server_capabilities(client: Client, settings: Settings) -> lsp.ServerCapabilities:
    """What the server offers to this editor."""
    renames = lsp.FileOperationRegistrationOptions(
        [lsp.FileOperationFilter(lsp.FileOperationPattern("**/*"), scheme="file")]
    )
    return lsp.ServerCapabilities(
        position_encoding=lsp.PositionEncodingKind(client.encoding.value),
        text_document_sync=lsp.TextDocumentSyncOptions(
            open_close=True,
            change=lsp.TextDocumentSyncKind.Incremental,
            save=lsp.SaveOptions(include_text=False),
        ),
        hover_provider=not hovers_below(client, settings),
        code_lens_provider=lsp.CodeLensOptions(resolve_provider=False),
        code_action_provider=(
            lsp.CodeActionOptions([lsp.CodeActionKind.QuickFix]) if client.action_literals else True
        ),
        inlay_hint_provider=lsp.InlayHintOptions(resolve_provider=False),
        document_link_provider=None if client.link_dynamic else lsp.DocumentLinkOptions(),
        completion_provider=None if client.completion_dynamic else lsp.CompletionOptions(),
        execute_command_provider=lsp.ExecuteCommandOptions(list(COMMANDS)),
        workspace=lsp.WorkspaceOptions(
            workspace_folders=lsp.WorkspaceFoldersServerCapabilities(
                supported=True, change_notifications=True
            ),
            file_operations=(
                lsp.FileOperationOptions(did_rename=renames) if client.tells_renames else None
            ),
        ),
        experimental={"chesterton": {"api": API_VERSION}},
    )


def hovers_below(client: Client, settings: Settings) -> bool:
    """Whether hover is registered late and for every language: then it stands below type hovers."""
    return (
        client.hover_dynamic
        and client.family is Family.VSCODE
        and settings.hover_position == "below"
    )


def registrations(client: Client, settings: Settings) -> list[lsp.Registration]:
    """What is registered once the conversation runs."""
    made = []
    if hovers_below(client, settings):
        everywhere = lsp.HoverRegistrationOptions([lsp.TextDocumentFilterLanguage("*")])
        made.append(_registration(lsp.TEXT_DOCUMENT_HOVER, everywhere))
    drafts = [lsp.TextDocumentFilterLanguage("markdown", pattern="**/drafts/*.md")]
    if client.link_dynamic:
        links = lsp.DocumentLinkRegistrationOptions(drafts)
        made.append(_registration(lsp.TEXT_DOCUMENT_DOCUMENT_LINK, links))
    if client.completion_dynamic:
        words = lsp.CompletionRegistrationOptions(drafts, trigger_characters=[":", ","])
        made.append(_registration(lsp.TEXT_DOCUMENT_COMPLETION, words))
    if client.watches_files:
        every = lsp.FileSystemWatcher("**/*")
        options = lsp.DidChangeWatchedFilesRegistrationOptions([every])
        made.append(_registration(lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES, options))
    if client.configuration_dynamic:
        section = lsp.DidChangeConfigurationRegistrationOptions("chesterton")
        made.append(_registration(lsp.WORKSPACE_DID_CHANGE_CONFIGURATION, section))
    return made


def _registration(method: str, options: Any) -> lsp.Registration:  # noqa: ANN401  # by method
    return lsp.Registration(f"chesterton {method}", method, options)


def _family(name: str) -> Family:
    lowered = name.lower()
    return next((family for part, family in _NAMES if part in lowered), Family.OTHER)


def _encoding(capabilities: lsp.ClientCapabilities) -> Encoding:
    """The first of the editor's encodings that we know; without a list UTF-16 is meant."""
    wanted = _values(capabilities, "general.position_encodings")
    return next((Encoding(name) for name in wanted if name in list(Encoding)), Encoding.UTF16)


def _values(capabilities: lsp.ClientCapabilities, path: str) -> list[str]:
    return [getattr(item, "value", item) for item in _get(capabilities, path) or ()]


def _has(capabilities: lsp.ClientCapabilities, path: str) -> bool:
    return bool(_get(capabilities, path))


def _get(capabilities: lsp.ClientCapabilities, path: str) -> Any:  # noqa: ANN401  # any part
    found: Any = capabilities
    for name in path.split("."):
        found = getattr(found, name, None)
    return found
