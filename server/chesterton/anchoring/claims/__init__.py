"""What a note claims about the code, and whether a change touches that claim."""
