"""The store of a laptop: SQLite files in one data directory, and a folder of keys beside it."""
