"""The parts of `chesterton demo`: an LSP client, a sandbox, and scenes drawn as text."""
