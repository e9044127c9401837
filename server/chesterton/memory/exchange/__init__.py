"""Notes as JSON: import and export."""
