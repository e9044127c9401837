"""The one memory file of a person: notes, anchors and their history.

No other package writes SQL.
"""
