"""The projects known, and checks of everything around the memory."""
