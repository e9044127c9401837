"""What the language server does, one file for each thing; `lsp/registry.py` lists them."""
