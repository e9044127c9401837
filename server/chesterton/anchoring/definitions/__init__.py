"""Matches definitions before a change with definitions after it."""
