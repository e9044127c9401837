"""Full-text search of notes: tokenizing, FTS5 queries, ranking. Pure: no store, no clock."""
