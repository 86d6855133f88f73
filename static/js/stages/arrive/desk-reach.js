import { t } from "../../core/words.js";

/** What this program said of its own addresses; null until it was asked. */
let answers = /** @type {Record<string, boolean> | null} */ (null);

/** Asks whether the program answers at each of its addresses. @param {Desk} desk */
export async function ask(desk) {
  try {
    const reply = await fetch(`/desk/${desk.workshop.id}/reach`);
    answers = reply.ok ? (await reply.json()).answers : null;
  } catch {
    answers = null;
  }
  desk.redraw();
}

/** What that tells of an address; "" as long as it was not asked. @param {string} address */
export function answersWords(address) {
  if (!answers || !(address in answers)) return "";
  return answers[address]
    ? t("The program answers at {address}: something between it and the phones blocks them.",
      { address })
    : t("The program does not answer at {address}, not even from this laptop. Choose another " +
      "address.", { address });
}

/** Puts another address on the room's screen. @param {Desk} desk @param {string} address */
export async function choose(desk, address) {
  const body = new URLSearchParams({ address });
  try {
    const reply = await fetch(`/desk/${desk.workshop.id}/address`, { method: "POST", body });
    if (!reply.ok) desk.say(t("That address is no longer available. Nothing was changed."));
  } catch {
    desk.say(t("The server did not answer. Nothing was changed; try again in a moment."));
  }
}
