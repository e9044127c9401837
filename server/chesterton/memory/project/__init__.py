"""Use cases for projects: list, add, join and remove them, show their status, check health."""
