"""One document through all stages, in a child process with limits, by the office's settings."""

from pipeline.documents import Document, Documents
from pipeline.settings import Limits, Settings

__all__ = ["Document", "Documents", "Limits", "Settings"]
