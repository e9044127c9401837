"""What needs a person, and what a person answered."""
