"""One function for each thing that a person can do: it changes a transaction and answers."""
