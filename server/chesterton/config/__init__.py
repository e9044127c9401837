"""Settings: declares the options, reads values from editors and files, and merges the layers."""
