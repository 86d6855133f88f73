"""Pretend people: their acts and words, and the memory of each one's device."""
