"""Open documents: text synchronisation, and each document's table of notes."""
