"""Parses source text into outlines of definitions, with tree-sitter. Does no file I/O."""
