import { cover, isOpen } from "./closed.js";

/**
 * Whether the page about stepping out covers the stage's. Not in the last seconds of writing, in
 * which a draft must be sent or kept private.
 * @param {Here} here
 */
export const showsWayOut = (here) =>
  isOpen(here, "out") && !here.forgotten && !["last_call", "few"].includes(here.now.phase);

/** @param {Here} here */
export const openWayOut = (here) => cover(here, "out");
