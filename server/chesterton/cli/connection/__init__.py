"""Configures editors for `chesterton setup`, and restores their files byte for byte.

`footprint` writes and removes the configuration, `editors` lists the supported editors, and each
editor's own module declares the files and blocks it needs. Nothing here talks to an editor.
"""
