"""Review: what needs a decision by a person, and applying the decisions."""
