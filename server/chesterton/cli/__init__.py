"""The command-line interface: parses arguments, calls `memory`, prints text or JSON Lines."""
