"""Notices that the project makes itself: as text, as clean PDF, as scan."""
