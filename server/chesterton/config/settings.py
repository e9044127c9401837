"""Declares every setting: its key, type, default, scope and description."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from typing import Annotated, get_args, get_type_hints

from chesterton.config.option import (
    BOOLEAN,
    TEXT,
    TEXTS,
    Option,
    Scope,
    between,
    choice,
    words_by,
)


class Signals(StrEnum):
    """How the editor signals that a symbol has notes."""

    AUTO = "auto"
    LENS = "lens"
    HINT = "hint"
    BOTH = "both"
    OFF = "off"


_SEVERITIES = ("error", "warning", "information", "hint", "off")
_DEFAULT_SEVERITY = {
    "touched": "information",
    "deleted": "warning",
    "link": "hint",
}
_DEFAULT_EXCLUDE = ("**/node_modules/**", "**/.venv/**", "**/vendor/**", "**/dist/**")


@dataclass(frozen=True, slots=True)
class Settings:
    """The resolved value of every option, for one document or for the whole session.

    Each annotation holds the type, the option and its description.
    """

    enable: Annotated[
        bool,
        Option("enable", BOOLEAN, Scope.LANGUAGE),
        "Show notes. When off, there are no code lenses, hovers, diagnostics or code actions.",
    ] = True
    signals: Annotated[
        Signals,
        Option("signals", choice(*Signals, kind=Signals), Scope.WINDOW),
        "How to signal that a symbol has notes: with a code lens, a hint diagnostic, both, or "
        "neither. `auto` uses a code lens in VS Code and a hint in other editors.",
    ] = Signals.AUTO
    code_lens_enabled: Annotated[
        bool,
        Option("codeLens.enabled", BOOLEAN, Scope.LANGUAGE),
        "Show a code lens above each symbol that has notes.",
    ] = True
    hover_enabled: Annotated[
        bool,
        Option("hover.enabled", BOOLEAN, Scope.LANGUAGE),
        "Show a symbol's notes when hovering over its name.",
    ] = True
    hover_position: Annotated[
        str,
        Option("hover.position", choice("below", "above"), Scope.WINDOW),
        "Whether notes appear below or above the language's own hover (VS Code only).",
    ] = "below"
    hover_max_notes: Annotated[
        int,
        Option("hover.maxNotes", between(1, 5), Scope.WINDOW),
        "How many notes a hover shows before it links to the rest.",
    ] = 3
    diagnostics_enabled: Annotated[
        bool,
        Option("diagnostics.enabled", BOOLEAN, Scope.LANGUAGE),
        "Show a diagnostic when an uncommitted change affects the code that a note describes.",
    ] = True
    diagnostics_severity: Annotated[
        Mapping[str, str],
        Option("diagnostics.severity", words_by(_DEFAULT_SEVERITY, _SEVERITIES), Scope.RESOURCE),
        "The severity of each kind of diagnostic, or `off`.",
    ] = field(default_factory=lambda: _DEFAULT_SEVERITY)
    inlay_hints_enabled: Annotated[
        bool,
        Option("inlayHints.enabled", BOOLEAN, Scope.LANGUAGE),
        "At the end of a symbol's line, show an inlay hint with the kind of its first note.",
    ] = False
    comment_markers: Annotated[
        tuple[str, ...],
        Option("capture.commentMarkers", TEXTS, Scope.RESOURCE, for_repository=True),
        "Comments that start with one of these words can be turned into notes.",
    ] = ("WHY:",)
    keep_comment: Annotated[
        bool,
        Option("capture.keepComment", BOOLEAN, Scope.RESOURCE),
        "Keep a comment in the code after turning it into a note.",
    ] = True
    exclude: Annotated[
        tuple[str, ...],
        Option("exclude", TEXTS, Scope.RESOURCE, for_repository=True),
        "Files in which no notes are shown, as glob patterns relative to the project root.",
    ] = _DEFAULT_EXCLUDE
    store_path: Annotated[
        str,
        Option("store.path", TEXT, Scope.MACHINE, is_restricted=True),
        "The folder in which notes are stored; empty means the user's data folder."
        " The environment variable CHESTERTON_DATA_DIR takes precedence.",
    ] = ""
    server_path: Annotated[
        tuple[str, ...],
        Option("server.path", TEXTS, Scope.MACHINE, is_restricted=True),
        "The command that starts the server; if empty, the extension looks for an installed one.",
    ] = ()
    server_install: Annotated[
        str,
        Option("server.install", choice("ask", "auto", "never"), Scope.MACHINE),
        "Whether the VS Code extension installs the server if it is not found.",
    ] = "ask"
    trace_server: Annotated[
        str,
        Option("trace.server", choice("off", "messages", "verbose"), Scope.WINDOW),
        "Log the communication between the VS Code extension and the server.",
    ] = "off"


def _declared() -> Iterator[Option]:
    defaults = Settings()
    hints = get_type_hints(Settings, include_extras=True)
    for setting in fields(Settings):
        option: Option
        _, option, description = get_args(hints[setting.name])
        default = getattr(defaults, setting.name)
        yield replace(option, doc=description, attribute=setting.name, default=default)


OPTIONS = tuple(_declared())
"""All options, in the order of the reference page."""
