"""Projects as a whole: listing and removing them, their status, and health checks."""
