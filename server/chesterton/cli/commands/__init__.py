"""The commands, one module each: arguments, help text and output."""
