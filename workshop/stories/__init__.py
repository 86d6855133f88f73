"""Told failures: the built-in pack, stories of one's own, and reading what somebody pasted."""
