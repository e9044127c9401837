"""One open document: its text, its table, and when that is made again."""
