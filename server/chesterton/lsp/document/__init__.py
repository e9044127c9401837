"""Open documents: text synchronisation, and the table of notes for each document."""
