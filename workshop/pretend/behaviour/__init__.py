"""What pretend people do and say, and what the device of each one remembers."""
