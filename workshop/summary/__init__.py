"""The Summary that a team takes home, made once at the seal, and its formats, one module each."""
