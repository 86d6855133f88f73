"""The static files: joined, hashed and served from memory."""
