"""SQL statements for reading and writing the database, one module per table."""
