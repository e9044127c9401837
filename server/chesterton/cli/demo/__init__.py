"""The parts of `chesterton demo`: an LSP client, a sandbox, and scenes rendered as text."""
