/**
 * Every place in a browser's storage that pages of this program use, and until when it is kept there.
 * There is no other: no page writes to IndexedDB or to a cache of its own, and no worker is installed.
 * `sweep.js` empties what has had its time.
 */

/**
 * Before a workshop's id, in localStorage: what a phone has of that workshop. All of it goes when its
 * page hears that the workshop is sealed, and with "Forget this device". When any other page hears of
 * that, or a day after its own page last kept something, all goes but the words that somebody wrote;
 * those go once they were shown there.
 *
 * In sessionStorage: what a desk has typed in from paper and not sent, until its tab is closed or the
 * workshop is sealed.
 */
export const WORKSHOP = "workshop:";

/** In localStorage: the language that was chosen on a phone, until that forgets or another is chosen. */
export const LANGUAGE = "language";

/**
 * In localStorage of the facilitator's browser: the room's Wi-Fi for the next workshop, or that it is
 * not to be kept; until it is changed there, or the desk is handed over.
 */
export const WIFI = "wifi";

/** In localStorage of the room's screen: whether it is light or dark, until it is changed. */
export const THEME = "screen-theme";

/** Before a workshop's id, in sessionStorage: what is ticked on the check list, until the tab is closed. */
export const CHECKS = "desk-check:";

/**
 * In sessionStorage of the facilitator's browser: the form of a new workshop as it was left, but for
 * the answers to the questions before it; until another one is left, or the tab is closed.
 */
export const NEW_FORM = "new-workshop";

/**
 * Before the id of a contribution, or "leader-" and that of a workshop, in localStorage: the story that
 * somebody was asked to tell, as they type it, until it was sent or they erase it there.
 */
export const TELL = "tell:";
