"""The recogniser of names: how it is built, trained and packaged."""
