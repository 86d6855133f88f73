import { ending } from "./timeout.js";

const PATIENCE = 8_000;

/** Whether the server is there. @param {number} [within] milliseconds @returns {Promise<boolean>} */
export async function answers(within = PATIENCE) {
  try {
    const signal = ending(within);
    // A proxy before a server that is away answers, too: with a number of its own from 500 on.
    return (await fetch("/healthz", { cache: "no-store", signal })).status < 500;
  } catch {
    return false;
  }
}
