// Written by `python -m tools.generate.protocol` from workshop/rules; not by hand.
export const SAME = [
  ["\u2018\u2019\u201a\u201b\u2032", "'"],
  ["\u201c\u201d\u201e\u201f\u2033", "\""],
  ["\u2026", "..."],
  ["\u2010\u2011\u2212", "-"],
  ["\u000d\u2028\u2029", "\n"],
  ["\u0009", " "],
];
export const ANGLES = [
  ["\u00ab\u00bb", "\""],
  ["\u2039\u203a", "'"],
];
export const BLANK = /[\u034f\u115f\u1160\u17b4\u17b5\u2065\u2800\u3164\ufe00-\ufe0e\uffa0\ufff0-\uffff\ufdd0-\ufdef\u{e0000}-\u{e0fff}]/u;
export const JOINING = /[\u0600-\u08ff\u0900-\u0dff\u1000-\u109f\u1780-\u18af\ufb50-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc]/u;
export const DASHES = /[-\u2012-\u2015]+/u;
export const VARIATION = "\ufe0f";
export const JOINERS = "\u200c\u200d";
