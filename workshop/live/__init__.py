"""The sockets: who is here, what they ask, and what is sent to them."""
