"""The process we run in: what is imported, and which programs are started."""
