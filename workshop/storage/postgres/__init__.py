"""Workshops and the library in PostgreSQL, for several processes. No setting leads here yet."""
