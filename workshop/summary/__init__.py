"""The Summary that a team keeps, made once at the seal, and its formats, one module each."""
