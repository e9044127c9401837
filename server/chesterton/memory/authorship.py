"""Who is writing: told from the environment of a program, or from what a client says of itself.

The environment is a courtesy of the agents, not a boundary: nothing stops a program from hiding it.
"""

from collections.abc import Mapping

from chesterton.model.author import Author, AuthorKind

AGENT_VARIABLES = (
    "CLAUDE_CODE_CHILD_SESSION",
    "CLAUDE_CODE",
    "AI_AGENT",
    "AGENT",
    "CODEX_THREAD_ID",
    "CODEX_CI",
    "CODEX_SANDBOX",
    "CODEX_SANDBOX_NETWORK_DISABLED",
    "GEMINI_CLI",
    "OPENCODE",
    "CURSOR_AGENT",
    "COPILOT_AGENT_PROMPT",
    "COPILOT_CLI",
    "COPILOT_AGENT",
    "DEVIN_PROJECT_DIR",
    "AIDER",
    "AUGMENT_AGENT",
    "QWEN_CODE",
    "GOOSE_TERMINAL",
    "AMP_CURRENT_THREAD_ID",
    "ANTIGRAVITY_AGENT",
    "CLINE_ACTIVE",
)
"""Set by agents in the shells that they start; what configures an agent is not here."""

EDITOR_VARIABLES = ("CLAUDECODE", "CURSOR_TRACE_ID")
"""Set by agents, and in the terminals of editors that have an agent: alone they prove nothing."""

AGENT_CLIENTS = (
    "claude",
    "codex",
    "opencode",
    "gemini",
    "copilot-cli",
    "cline",
    "goose",
    "crush",
    "devin",
    "aider",
    "amp",
    "qwen",
)
"""How the names of agents begin that start a language server themselves, in lower case."""

_OFF = frozenset({"", "0", "false", "no", "off"})


def terminal_author(environment: Mapping[str, str], *, at_terminal: bool) -> Author:
    """Who runs a command. `at_terminal`: its standard input and error are a terminal."""
    doubtful = () if at_terminal else EDITOR_VARIABLES
    for name in (*AGENT_VARIABLES, *doubtful):
        if environment.get(name, "").strip().lower() not in _OFF:
            return Author(AuthorKind.AGENT, name)
    return Author(AuthorKind.PERSON, "terminal")


def client_author(name: str) -> Author:
    """Who uses a client that gave its name. A server's environment is its editor's: no proof."""
    if name.lower().startswith(AGENT_CLIENTS):
        return Author(AuthorKind.AGENT, name)
    return Author(AuthorKind.PERSON, "editor")
