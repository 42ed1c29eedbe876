"""Rebuilding everything that the repair ships: ``python -m ocr.repair.train --corpus DIR``."""
