"""Bytes to messages and back: frames, validation, pipes and the end of the process."""
