"""An anchor through history to the working tree. Imported from outside through its door only."""
