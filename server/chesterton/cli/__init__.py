"""The command-line interface: parses arguments, calls `memory`, and prints text or JSON Lines."""
