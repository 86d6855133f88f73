"""Messages between server and browser: closed types, defined once."""
