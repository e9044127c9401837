"""Claims: the parts of the code that a note mentions, and whether a change affects them."""
