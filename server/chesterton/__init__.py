"""Stores notes on why code is the way it is, and shows them beside the code in editors."""

__version__ = "0.2.0"
