"""Backups, migrations, repair and everything else that keeps the memory file sound."""
