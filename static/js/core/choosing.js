/** Whether the desk picks the lessons, as nobody votes. @param {Agenda | undefined} agenda */
export const deskPicks = (agenda) => !agenda?.stages.some(({ kind }) => kind === "vote");
