"""Text comparisons that need no parsing."""
