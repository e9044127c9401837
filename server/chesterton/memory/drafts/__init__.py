"""Notes as Markdown files that a person fills in."""
