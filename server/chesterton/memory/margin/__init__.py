"""A document's margin: its notes, and where to show them in the text."""
