"""Told failures: the built-in pack, stories people add, and reading pasted text."""
