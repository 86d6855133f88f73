// Written by `python -m tools.generate.protocol` from workshop/rules; not by hand.
export const UP = 2048;
export const RIDE_AT_ONCE = 4;
export const MINE_ASKED = 9;
export const KEYS_ASKED = 16;
export const FIRST_NUMBER = 1000000000000000;
export const RIDES = ["been_there", "unclear", "ask_off", "check_in", "withdraw_check_in"];
