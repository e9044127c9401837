"""Follows anchors through git history to the working tree. Other packages import only `api`."""
