"""Follows anchors through history to the working tree. Other packages import `api` only."""
