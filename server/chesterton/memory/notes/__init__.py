"""Use cases for notes: remember, change, find and show them."""
