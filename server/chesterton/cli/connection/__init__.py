"""`chesterton setup`: configures editors; `--undo` restores their files byte for byte.

`footprint` writes and removes it, `editors` lists the supported editors, and each editor's own
module declares the files and blocks it needs. Nothing here talks to an editor.
"""
