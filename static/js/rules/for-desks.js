// Written by `python -m tools.generate.protocol` from workshop/rules; not by hand.
export const CODE_LENGTH = 6;
export const FEW_DEVICES = 5;
export const HANDLES_AT_ONCE = 500;
export const HEADS_SHOWN = 6;
export const LAST_CALL = 30;
export const MISSING_TOLD = 3;
export const MIDDLE_ROOM = 12;
export const MOST_TAKEN = 5;
export const OPEN_HOURS = 24;
export const PAPER_VOTES = 500;
export const PRETEND_FEWEST = 3;
export const PRETEND_MOST = 60;
export const PRETEND_USUAL = 8;
export const RUN_OFF = 30;
export const SECONDS_FOR_ONE = 20;
export const TOGETHER = 3;
export const WIFI_PASSWORD = 63;
