"""Importing the summary of another server, checked field by field."""
