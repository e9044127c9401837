"""The domain model: immutable values, standard library only, no I/O."""
