"""How a workshop ends: only its summary is kept."""
