"""Reference pages that follow from the code, so that no page says what the code does not."""

from tools.reference.page import pages

__all__ = ["pages"]
