/** How people talk with one another, in a room, in a call, or in both at once. */

/** With so many people, or fewer, nobody can hide in a pair. */
const FEW = 4;

/**
 * Whether people think about a question alone, where others would talk in pairs.
 * @param {{ remote: boolean }} workshop
 * @param {number} here how many people are here
 */
export const eachAlone = ({ remote }, here) => remote || here <= FEW;

/**
 * Whether anyone takes part in a call, so that somebody leads breakout rooms.
 * @param {{ remote: boolean, hybrid?: boolean }} workshop
 */
export const isInACall = ({ remote, hybrid = false }) => remote || hybrid;
