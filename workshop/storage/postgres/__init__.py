"""Workshops in PostgreSQL, of which several processes may serve one. No setting leads here yet."""
