"""Code actions: every answer has a registered command."""

from chesterton.lsp.features.code_action import COMMANDS
from chesterton.lsp.registry import REGISTRY
from chesterton.lsp.rows import Command
from chesterton.memory.problems import NOTE_ACTIONS


def test_every_answer_runs_a_registered_command():
    assert set(COMMANDS) == set(NOTE_ACTIONS)
    served = {row.name for row in REGISTRY if isinstance(row, Command)}
    assert {command for command, _ in COMMANDS.values()} <= served
