"""The rare words that processes of one server say to each other, and who is at which of them."""
