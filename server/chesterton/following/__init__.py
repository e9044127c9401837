"""Follows anchors through history to the working tree. Imported from outside by its door only."""
