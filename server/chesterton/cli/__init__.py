"""The command line: arguments in, text or JSON lines out. What a command means is in `memory`."""
