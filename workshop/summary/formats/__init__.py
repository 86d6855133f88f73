"""The formats of a summary: a module for each, and what they share."""
