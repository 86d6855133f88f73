"""The agendas of a team: their list and their editor."""
