"""What travels between server and browser: closed message types, defined once."""
