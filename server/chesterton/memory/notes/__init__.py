"""The use cases of one note: remember, change, find, show."""
