"""Notices keyed in by hand, and what is made of them."""
