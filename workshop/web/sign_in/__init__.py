"""Signing in by links, and the links of a workshop."""
