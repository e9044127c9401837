"""One project at one root: its files, its repository and what was parsed of them."""
