"""The command `rehearse`: a whole workshop, at the end of which every answer is checked."""
