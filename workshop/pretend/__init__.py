"""Pretend people who take part in a workshop: for a trial, the demo and rehearsals."""
