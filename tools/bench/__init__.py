"""The bench: this server measured beside others, and under the load of a large room."""
