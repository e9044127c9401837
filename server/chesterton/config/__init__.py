"""Settings: declares the options, reads their values from editors and files, and merges them."""
