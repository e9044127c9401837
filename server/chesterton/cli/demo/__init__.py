"""`chesterton demo`: the real server over a sample repository, shown as text."""
