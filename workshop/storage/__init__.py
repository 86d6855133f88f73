"""What is kept, and how: one file for what outlives workshops, and one for each workshop."""
