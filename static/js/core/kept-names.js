/** Under which names a device keeps what its person did, beside words and votes. */

/** Under which name a device keeps which lessons it has marked to keep. @param {number} round */
export const keptOf = (round) => `keep_lessons/${round}`;

/** Where a device counts the lessons that it has added. @param {number} round */
export const counterOf = (round) => `lessons/${round}`;

/** Where an answer to the question about a card is typed. @param {number} card */
export const answerOf = (card) => `answer/${card}`;

/** Under which name a device keeps that it has asked to take a card off. @param {string} card */
export const offOf = (card) => `off/${card}`;

/** Under which name a device keeps the name that its person put under a commitment. @param {string} id */
export const ownOf = (id) => `own/${id}`;

/** Under which name a device keeps why a vote of a round was refused. @param {number} round */
export const refusedOf = (round) => `refused/${round}`;

/** The stories whose tellers can be written to. */
export const TOLD = /** @type {const} */ (["story", "story2"]);

/** Under which name a device keeps its letter to a teller, and types it. @param {WriteLetter["to"]} to */
export const letterOf = (to) => /** @type {const} */ (`letter/${to}`);

/**
 * Under which name a device keeps that a letter was refused at the end, which may have come all the
 * same: its answer was lost on the way, and it was sent again. @param {WriteLetter["to"]} to
 */
export const unsureOf = (to) => `letter/${to}/unsure`;
