"""A Reading in, a Notice out: letterhead, outline, tasks and their fields."""

from extract.extractor import Extractor

__all__ = ["Extractor"]
