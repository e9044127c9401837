"""Support for configuration files, and for languages that have no tree-sitter grammar."""
