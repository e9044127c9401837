"""Settings: declares each option, reads them from editors and files, and merges the layers."""
