"""Request, notification and command handlers, one module per feature; see `lsp/registry.py`."""
