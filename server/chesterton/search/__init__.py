"""Full-text search of notes: tokenization, FTS5 queries, ranking. Pure: no store, no clock."""
