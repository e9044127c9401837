"""Use cases for projects: listing, adding, joining and removing them, status, health checks."""
