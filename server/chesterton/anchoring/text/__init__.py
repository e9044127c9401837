"""Line, quote and name matching on source text that needs no syntax tree."""
