// Written by `python -m workshop.protocol.generate` from workshop/protocol; not by hand.
export const UP = 2048;
