"""The tables of the memory file, one module each."""
