"""The API that every surface calls: one module for each use case, in domain terms."""
