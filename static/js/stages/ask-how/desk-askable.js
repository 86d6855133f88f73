/** The cards that the room has seen and that it was not asked about yet. @param {Pick<Desk, "desk" | "room">} desk */
export const askable = ({ desk, room }) => (
  room.list("cards").filter(({ n, off }) => !off && !desk.asked_about.includes(n))
);
