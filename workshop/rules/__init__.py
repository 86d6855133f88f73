"""The rules of a workshop: pure, knowing nothing of Flask, SQL or sockets."""
