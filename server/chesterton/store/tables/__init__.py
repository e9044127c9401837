"""SQL statements that read and write the database, one module per table."""
