"""Open documents: text synchronisation, and building the table of notes beside each."""
