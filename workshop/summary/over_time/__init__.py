"""A team over time, as its summaries tell."""
