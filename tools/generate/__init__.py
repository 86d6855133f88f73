"""Writes what is made from the types of the messages and of the summary."""
