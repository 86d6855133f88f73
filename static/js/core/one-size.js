// Written by `python -m tools.generate.protocol` from workshop/protocol; not by hand.
export const UP = 2048;
