"""Commands by chance, valid and broken, and a simple model of what must come of them."""
