"""Engineering memory that lives in the margin of the code."""

__version__ = "0.2.0"
