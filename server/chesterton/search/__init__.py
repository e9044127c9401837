"""How a question finds its notes: words, match expressions, ranking. Pure: no store, no clock."""
