// Written by `python -m tools.generate.protocol` from workshop/rules; not by hand.
export const HAPPENED = 280;
export const LEARNED = 140;
export const LESSON = 140;
export const NOTE = 160;
export const NAME = 60;
export const WHEN = 120;
export const WILL = 120;
export const LESSONS_EACH = 3;
export const LESSONS_IN_TALK = 1;
export const BALLOT = 12;
export const LESSONS_DEALT = 5;
export const MANY = 60;
export const PAGE_OF_SIX = 6;
export const PULSE_ITEMS = 3;
