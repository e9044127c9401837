"""A document's margin: its notes, and where in the text to show them."""
