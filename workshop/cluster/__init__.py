"""The hints that processes of one server give each other, and the counts that they share."""
