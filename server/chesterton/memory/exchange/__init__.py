"""Import and export of notes as JSON."""
