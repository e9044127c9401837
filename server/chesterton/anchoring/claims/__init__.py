"""What of the code a note speaks of, and whether a change touches it."""
