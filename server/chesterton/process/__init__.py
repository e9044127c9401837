"""Keeps Chesterton from running modules or programs that are planted in the open repository."""
