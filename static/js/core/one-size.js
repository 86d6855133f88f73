// Written by `python -m tools.generate.protocol` from workshop/rules; not by hand.
export const UP = 2048;
export const MINE_ASKED = 9;
export const KEYS_ASKED = 16;
