"""The sample repository of `chesterton demo`: files to copy, no code of ours."""
