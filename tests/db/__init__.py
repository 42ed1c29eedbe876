"""Tests of the task database, each on SQLite and on PostgreSQL."""
