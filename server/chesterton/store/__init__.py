"""The one memory file of a person: notes, anchors and their history. The only package that writes SQL."""
