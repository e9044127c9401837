"""Review: collects the notes that need a person's decision, and applies the decisions."""
