"""How many machines so many phones need: a simulation that reads measured costs."""
