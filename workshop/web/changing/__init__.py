"""Changing an open workshop, and throwing one away."""
