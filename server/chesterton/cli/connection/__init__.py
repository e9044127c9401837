"""Configures editors for `chesterton setup`, and restores the user's files byte for byte.

`footprint` writes and removes the configuration, `editors` lists the supported editors, and each
editor's own module declares the files and blocks it needs. Nothing here communicates with a running
editor.
"""
