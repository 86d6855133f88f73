/** Milliseconds; a hidden page draws nothing. */
const UNDRAWN = 50;
const SOON = 300;

/** Resolves once the screen shows what was changed. @returns {Promise<void>} */
export function drawn() {
  return new Promise((go) => {
    requestAnimationFrame(() => setTimeout(go));
    setTimeout(go, UNDRAWN);
  });
}

/** Acts once nothing else is to be done, or soon. Not every browser tells. @param {() => void} act */
export function whenIdle(act) {
  if ("requestIdleCallback" in globalThis) requestIdleCallback(act, { timeout: SOON });
  else setTimeout(act);
}
