"""Pages of the story library: the shelf, a story on it, and choosing one for a workshop."""
