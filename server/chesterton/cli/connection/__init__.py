"""Connecting editors: what is written into a person's configuration, and taken back byte for byte.

`footprint` writes and takes back, `editors` lists the editors, and each editor's own file says what
it needs. Nothing here talks to an editor.
"""
