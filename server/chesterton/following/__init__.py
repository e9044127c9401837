"""Follows anchors (links from notes to code) through git history to the working tree.

Other packages import only `api`.
"""
