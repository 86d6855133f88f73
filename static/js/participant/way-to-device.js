/**
 * Whether the page about this device covers the stage's. Not in the last seconds of writing, in
 * which a draft must be sent or kept private.
 * @param {Here} here
 */
export function showsDevice(here) {
  return here.opened.has("device") && !here.forgotten && !["last_call", "few"].includes(here.now.phase);
}

/** @param {Here} here */
export function openDevice(here) {
  here.held = "asked";
  here.heldAt = "";
  here.leftAt = here.now.position;
  here.toggle("device", true);
  scrollTo(0, 0);
}

/** Asks the server which rows are this device's, and shows them. @param {Here} here */
export async function askHeld(here) {
  here.held = "asked";
  here.redraw();
  const rows = await here.room.held().catch(() => null);
  here.held = here.forgotten ? [] : (rows ?? "failed");
  here.redraw();
}
