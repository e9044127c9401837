"""The API behind the command line and the language server: one module per use case."""
