"""From text to named definitions: tree-sitter lives here, and no file is ever opened."""
