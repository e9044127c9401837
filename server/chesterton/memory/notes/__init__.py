"""Use cases on notes: remember, change, find, show."""
