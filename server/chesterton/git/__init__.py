"""Reads git repositories: the only package that runs git.

It uses only commands that read objects, refs and the index. Git never reads source files in the
working tree, because that would run the filters and textconv programs of a hostile repository.
"""
