"""The registry of everything the language server handles: requests, notifications, commands.

Server capabilities, dynamic registrations, routing, load order and the reference page are derived
from these rows.
"""

from typing import Any

from lsprotocol import types as lsp

from chesterton.config.settings import Settings
from chesterton.lsp.arguments import BOOLEAN, KIND, NUMBER, RANGE, TEXT, TEXTS
from chesterton.lsp.capabilities import Client, hovers_below
from chesterton.lsp.rows import Command, Notification, Push, Request, Row, Sync, always

_FOLDERS = {"supported": True, "changeNotifications": True}
_EVERY_FILE = {"scheme": "file", "pattern": {"glob": "**/*"}}


def _hover(client: Client, settings: Settings) -> dict[str, Any]:
    return {"hoverProvider": not hovers_below(client, settings)}


def _hover_late(client: Client, settings: Settings) -> lsp.HoverRegistrationOptions | None:
    """For all languages, which places the hover below the language server's own."""
    if not hovers_below(client, settings):
        return None
    return lsp.HoverRegistrationOptions([lsp.TextDocumentFilterLanguage("*")])


def _code_action(client: Client, _settings: Settings) -> dict[str, Any]:
    kinds = {"codeActionKinds": [lsp.CodeActionKind.QuickFix.value]}
    return {"codeActionProvider": kinds if client.action_literals else True}


def _drafts() -> lsp.DocumentSelector:
    return [lsp.TextDocumentFilterLanguage("markdown", pattern="**/drafts/*.md")]


def _links(client: Client, _settings: Settings) -> dict[str, Any]:
    return {} if client.link_dynamic else {"documentLinkProvider": {}}


def _links_in_drafts(
    client: Client, _settings: Settings
) -> lsp.DocumentLinkRegistrationOptions | None:
    return lsp.DocumentLinkRegistrationOptions(_drafts()) if client.link_dynamic else None


def _completion(client: Client, _settings: Settings) -> dict[str, Any]:
    return {} if client.completion_dynamic else {"completionProvider": {}}


def _completion_in_drafts(
    client: Client, _settings: Settings
) -> lsp.CompletionRegistrationOptions | None:
    if not client.completion_dynamic:
        return None
    return lsp.CompletionRegistrationOptions(_drafts(), trigger_characters=[":", ","])


def _renames(client: Client, _settings: Settings) -> dict[str, Any]:
    operations = {"fileOperations": {"didRename": {"filters": [_EVERY_FILE]}}}
    return {"workspace": operations} if client.sends_renames else {}


def _watchers(
    client: Client, _settings: Settings
) -> lsp.DidChangeWatchedFilesRegistrationOptions | None:
    if not client.watches_files:
        return None
    return lsp.DidChangeWatchedFilesRegistrationOptions([lsp.FileSystemWatcher("**/*")])


def _section(
    client: Client, _settings: Settings
) -> lsp.DidChangeConfigurationRegistrationOptions | None:
    if not client.configuration_dynamic:
        return None
    return lsp.DidChangeConfigurationRegistrationOptions("chesterton")


REGISTRY: tuple[Row, ...] = (
    # open documents
    Sync(
        lsp.TEXT_DOCUMENT_DID_OPEN,
        lambda documents, params: documents.open(params.text_document),
        always({"textDocumentSync": {"openClose": True}}),
    ),
    Sync(
        lsp.TEXT_DOCUMENT_DID_CHANGE,
        lambda documents, params: documents.change(params),
        always({"textDocumentSync": {"change": lsp.TextDocumentSyncKind.Incremental.value}}),
    ),
    Sync(
        lsp.TEXT_DOCUMENT_DID_CLOSE,
        lambda documents, params: documents.close(params.text_document.uri),
    ),
    # showing notes; diagnostics are pushed first because they warn
    Push("diagnostics.push", sends=lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS, is_early=True),
    Request(lsp.TEXT_DOCUMENT_HOVER, "hover.handle", _hover, _hover_late, is_early=True),
    Request(
        lsp.TEXT_DOCUMENT_CODE_LENS,
        "code_lens.handle",
        always({"codeLensProvider": {"resolveProvider": False}}),
        empty=list,
        is_early=True,
    ),
    Push("code_lens.refresh_if_changed", is_early=True),
    Request(lsp.TEXT_DOCUMENT_CODE_ACTION, "code_action.handle", _code_action, empty=list),
    # writing notes
    Command(
        "chesterton.remember",
        "remember.run_remember",
        "Opens a draft for the location; with `text`, stores a note directly.",
        {"uri": TEXT},
        {"range": RANGE, "line": NUMBER, "kind": KIND, "text": TEXT, "supersedes": TEXT},
    ),
    Command(
        "chesterton.rememberComment",
        "remember.run_remember_comment",
        "Stores the comment in the range as a note on the code it belongs to.",
        {"uri": TEXT, "range": RANGE},
    ),
    Command(
        "chesterton.edit",
        "remember.run_edit",
        "Opens an existing note as a draft.",
        {"id": TEXT},
    ),
    # drafts
    Notification(lsp.TEXT_DOCUMENT_DID_OPEN, "drafts.on_edit"),
    Notification(lsp.TEXT_DOCUMENT_DID_CHANGE, "drafts.on_edit"),
    Notification(lsp.TEXT_DOCUMENT_DID_SAVE, "drafts.on_save"),
    Notification(lsp.TEXT_DOCUMENT_DID_CLOSE, "drafts.on_close"),
    # opening notes
    Push("open_notes.push"),
    Command(
        "chesterton.open",
        "open_notes.run_open",
        "Opens notes as a read-only document; `compare` also shows how the code has changed.",
        optional={"ids": TEXTS, "uri": TEXT, "symbol": TEXT, "compare": BOOLEAN},
    ),
    # note lifecycle
    Command(
        "chesterton.confirm",
        "lifecycle.run_confirm",
        "*Still true*: confirms the notes against the current code.",
        {"ids": TEXTS},
    ),
    Command(
        "chesterton.relink",
        "lifecycle.run_relink",
        "Links a note to `path::name` and confirms it there.",
        {"id": TEXT, "target": TEXT},
    ),
    Command(
        "chesterton.snooze",
        "lifecycle.run_snooze",
        'Snoozes notes until the next commit ("commit") or until a date (`YYYY-MM-DD`).',
        {"ids": TEXTS},
        {"until": TEXT},
    ),
    Command(
        "chesterton.retire",
        "lifecycle.run_retire",
        "Retires notes: hides them from editors, but keeps them searchable.",
        {"ids": TEXTS},
    ),
    Command(
        "chesterton.forget",
        "lifecycle.run_forget",
        "Deletes notes permanently. Hovers never link to this command.",
        {"ids": TEXTS},
    ),
    Command(
        "chesterton.undo",
        "lifecycle.run_undo",
        "Undoes the last change to a note; with `move`, its last move to other code.",
        {"id": TEXT},
        {"move": BOOLEAN},
    ),
    # search, review and status
    Command(
        "chesterton.recall",
        "recall.run_recall",
        "Searches the project's notes; returns hits in the format of `chesterton recall --json`.",
        {"query": TEXT},
        {"limit": NUMBER, "uri": TEXT},
    ),
    Command(
        "chesterton.review",
        "review.run_review",
        "Opens the notes that need review as a checklist; saving it applies the ticked items.",
        optional={"uri": TEXT},
    ),
    Command(
        "chesterton.reviewChange",
        "review.run_review_change",
        "Treats all changes since the merge base with `base` as uncommitted; omit `base` to stop.",
        optional={"base": TEXT, "uri": TEXT},
    ),
    Command(
        "chesterton.status",
        "status.run_status",
        "Returns the note counts, version, store, indexing state and invalid settings.",
    ),
    # files, folders and settings
    Notification(
        lsp.TEXT_DOCUMENT_DID_SAVE,
        "files.on_save",
        always({"textDocumentSync": {"save": {"includeText": False}}}),
    ),
    Notification(lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES, "files.on_watched", registers=_watchers),
    Notification(lsp.WORKSPACE_DID_RENAME_FILES, "files.on_rename", _renames),
    Notification(
        lsp.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS,
        "files.on_folders",
        always({"workspace": {"workspaceFolders": _FOLDERS}}),
    ),
    Push("history.push"),
    Push("identity.push"),
    Notification(
        lsp.WORKSPACE_DID_CHANGE_CONFIGURATION, "configuration.on_change", registers=_section
    ),
    Push("configuration.push"),
    # off by default, or for drafts only
    Request(
        lsp.TEXT_DOCUMENT_INLAY_HINT,
        "inlay_hint.handle",
        always({"inlayHintProvider": {"resolveProvider": False}}),
        empty=list,
    ),
    Push("inlay_hint.push"),
    Request(
        lsp.TEXT_DOCUMENT_DOCUMENT_LINK,
        "document_link.handle",
        _links,
        _links_in_drafts,
        empty=list,
    ),
    Request(
        lsp.TEXT_DOCUMENT_COMPLETION,
        "completion.handle",
        _completion,
        _completion_in_drafts,
        empty=list,
    ),
)
"""Ordered for reading; push functions are called in this order."""
