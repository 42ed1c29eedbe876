"""Mutants of rules: what the tests of a module do not notice."""
