"""Where a definition went within one change."""
