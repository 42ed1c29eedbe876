"""The manuals against the code."""
