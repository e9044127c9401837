"""How the shape of a definition differs from what it was."""
