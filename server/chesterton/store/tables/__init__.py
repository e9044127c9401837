"""Queries on the database, one module per table."""
