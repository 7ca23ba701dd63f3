"""Content models: immutable values, no I/O."""
