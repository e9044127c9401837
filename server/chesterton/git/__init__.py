"""Reads git repositories: the only package that runs git.

Only commands that read objects, refs and the index are used. Git never reads files in the
working tree, because that would run the filters and textconv programs of a hostile repository.
"""
