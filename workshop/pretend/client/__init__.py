"""The Python client of the protocol, for pretend people, the bench and the tests."""
