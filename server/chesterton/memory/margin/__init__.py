"""The margin of a document: its notes, and where to show them in the text."""
