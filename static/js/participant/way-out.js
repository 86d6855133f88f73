/** @import { Here } from "./here.js" */

/**
 * Whether the page about stepping out covers the stage's. Not in the last seconds of writing, in
 * which a draft must be sent or kept private.
 * @param {Here} here
 */
export const showsWayOut = (here) =>
  here.opened.has("out") && !here.forgotten && !["last_call", "few"].includes(here.now.phase);

/** @param {Here} here */
export function openWayOut(here) {
  here.toggle("out", true);
  scrollTo(0, 0);
}
