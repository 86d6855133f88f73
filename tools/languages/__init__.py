"""Keeps the catalogues of all languages up to what the program says."""
