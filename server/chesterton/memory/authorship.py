"""Distinguishes coding agents from people, by environment variables or the LSP client's name.

Agents set these variables voluntarily, so this is a convention, not a security boundary.
"""

from collections.abc import Mapping

from chesterton.model.author import Author

AGENT_VARIABLES = (
    "CLAUDE_CODE_CHILD_SESSION", "CLAUDE_CODE", "AI_AGENT", "AGENT", "CODEX_THREAD_ID",
    "CODEX_CI", "CODEX_SANDBOX", "CODEX_SANDBOX_NETWORK_DISABLED", "GEMINI_CLI", "OPENCODE",
    "CURSOR_AGENT", "COPILOT_AGENT_PROMPT", "COPILOT_CLI", "COPILOT_AGENT", "DEVIN_PROJECT_DIR",
    "AIDER", "AUGMENT_AGENT", "QWEN_CODE", "GOOSE_TERMINAL", "AMP_CURRENT_THREAD_ID",
    "ANTIGRAVITY_AGENT", "CLINE_ACTIVE",
)  # fmt: skip
"""Set by agents in the shells they start; variables that configure an agent are not listed."""

EDITOR_VARIABLES = ("CLAUDECODE", "CURSOR_TRACE_ID")
"""Set by agents, but also in the terminals of editors with an agent, so not conclusive."""

AGENT_CLIENTS = (
    "claude", "codex", "opencode", "gemini", "copilot-cli", "cline", "goose", "crush", "devin",
    "aider", "amp", "qwen",
)  # fmt: skip
"""Lower-case prefixes of the client names of agents that start a language server themselves."""

_OFF = frozenset({"", "0", "false", "no", "off"})


def terminal_author(environment: Mapping[str, str], *, at_terminal: bool) -> Author:
    """The author of a command; `at_terminal` if its standard input and error are a terminal."""
    ambiguous = () if at_terminal else EDITOR_VARIABLES
    for name in (*AGENT_VARIABLES, *ambiguous):
        if environment.get(name, "").strip().lower() not in _OFF:
            return Author(name, is_agent=True)
    return Author("terminal")


def client_author(name: str) -> Author:
    """The author behind an LSP client, by client name, because the environment is the editor's."""
    if name.lower().startswith(AGENT_CLIENTS):
        return Author(name, is_agent=True)
    return Author("editor")
