/** The few parts of a browser that the room leans on; the test fires the events. */
const page = Object.assign(new EventTarget(), { visibilityState: "visible" });
const globals = /** @type {any} */ (globalThis);
globals.document = page;
globals.addEventListener = page.addEventListener.bind(page);
globals.requestAnimationFrame = (/** @type {() => void} */ draw) => setTimeout(draw, 16);

/** @param {string} event @param {"visible" | "hidden"} [visibility] */
export function fire(event, visibility = "visible") {
  page.visibilityState = visibility;
  page.dispatchEvent(new Event(event));
}
