"""What this process may import, and which programs it may start."""
