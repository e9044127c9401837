"""Histories of repositories, in which notes have to stay in reach: see `table`."""
