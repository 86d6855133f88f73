"""Workshops and the library in PostgreSQL, for several processes."""
