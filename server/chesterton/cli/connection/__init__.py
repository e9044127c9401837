"""`chesterton setup`: writes editor configuration, and removes it again byte for byte.

`footprint` writes and removes, `editors` lists the editors, and each editor's own module says which
files and blocks it needs. Nothing here talks to an editor.
"""
