"""Parsing of source text into outlines of definitions, with tree-sitter; no file I/O."""
