"""The sample repository and notes of `chesterton demo`: data files, never imported."""
