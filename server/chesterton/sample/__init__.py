"""The sample repository and notes for `chesterton demo`: data files, never imported."""
