"""Preparing a workshop: its form, its story, what the team is told, a rehearsal."""
