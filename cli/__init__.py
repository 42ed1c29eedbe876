"""The command ``ketluan``: one module a group of commands, no logic."""
