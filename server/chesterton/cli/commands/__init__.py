"""The commands, one module each: arguments, help texts and output."""
