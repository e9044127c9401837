"""The language server; no other package depends on the Language Server Protocol."""
