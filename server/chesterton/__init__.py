"""Engineering memory that lives in the margin of the code: notes on why it is the way it is."""

__version__ = "0.2.0"
