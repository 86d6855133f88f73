// The figures of workshop/rules/limits.py that a phone shows before anything is sent.

export const HAPPENED = 280;
export const LEARNED = 140;
export const LESSON = 140;
export const NOTE = 160;
export const NAME = 60;
export const WHEN = 120;
export const WILL = 120;
export const LESSONS_EACH = 3;
export const LESSONS_IN_TALK = 1;
/** Of more lessons than this on the list, every phone is dealt a few of them. */
export const BALLOT = 12;
export const LESSONS_DEALT = 5;
