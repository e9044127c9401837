"""Knowing when a coding agent, not a person, runs the command line."""

import os

AGENT_VARIABLES = (
    "CLAUDECODE",
    "CLAUDE_CODE",
    "CURSOR_AGENT",
    "CODEX_SANDBOX",
    "CODEX_SANDBOX_NETWORK_DISABLED",
    "CODEX_THREAD_ID",
    "CODEX_CI",
    "GEMINI_CLI",
    "AIDER",
    "OPENCODE",
    "COPILOT_CLI",
    "COPILOT_AGENT",
    "AUGMENT_AGENT",
    "QWEN_CODE",
    "GOOSE_TERMINAL",
    "AMP_CURRENT_THREAD_ID",
    "ANTIGRAVITY_AGENT",
    "CLINE_ACTIVE",
    "AI_AGENT",
    "AGENT",
)
"""Set by agents in the shells they start; what people set to configure an agent is not here."""

_OFF = frozenset({"", "0", "false", "no", "off"})


def agent_variable() -> str | None:
    """The variable that shows an agent at work; None for a person."""
    for name in AGENT_VARIABLES:
        if os.environ.get(name, "").strip().lower() not in _OFF:
            return name
    return None
