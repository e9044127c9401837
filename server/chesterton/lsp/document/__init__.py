"""Open documents: text synchronisation, and a table of each document's notes by text offset."""
