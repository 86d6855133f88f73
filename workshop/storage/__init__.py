"""Storage: ports for the library, the workshops and their keys, and SQLite or PostgreSQL behind
them."""
