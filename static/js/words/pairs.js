/** How people talk with one another, in a room, in a call, or in both at once. */

/**
 * Whether people think about a question alone, where others would talk in pairs: in a call, and
 * where they are so few that nobody can hide in a pair.
 * @param {{ remote: boolean }} workshop @param {Pick<Now, "few">} now
 */
export const eachAlone = ({ remote }, { few }) => remote || few;

/**
 * Whether anyone takes part in a call, so that somebody leads breakout rooms.
 * @param {{ remote: boolean, hybrid?: boolean }} workshop
 */
export const isInACall = ({ remote, hybrid = false }) => remote || hybrid;
