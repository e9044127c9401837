"""The user's SQLite database of notes, anchors and their history.

No other package contains SQL.
"""
