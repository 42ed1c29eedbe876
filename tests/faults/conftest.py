"""The office of the intake's tests, for everything that may go wrong in it."""

from tests.pipeline.conftest import empty_database, house, postgres, server_database

__all__ = ["empty_database", "house", "postgres", "server_database"]
