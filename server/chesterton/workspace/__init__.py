"""One project at one root: its files, its repository and the parse cache."""
