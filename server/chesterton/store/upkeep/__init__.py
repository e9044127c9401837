"""Maintenance of the database: backups, migrations, repair, deletion, reindexing."""
