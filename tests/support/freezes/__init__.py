"""Whole workshops by seed, in which processes stand still while phones go on elsewhere."""
