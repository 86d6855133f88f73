"""Which requests are let in, from which addresses, and by whom."""
