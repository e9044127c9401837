"""Use cases for notes: writing, changing, finding and showing them."""
