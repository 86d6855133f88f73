"""How a workshop ends: only its summary stays."""
