import assert from "node:assert/strict";
import test from "node:test";
import "./support/page.js";

Object.assign(globalThis, { Element: HTMLElement });
const { pressOnce } = await import("../../static/js/core/second-press.js");

/** A page with one button, and what the presses on it come to. @param {string} [name] its class */
function page(name = "") {
  const own = /** @type {any} */ (globalThis);
  const root = new own.Element();
  const target = Object.assign(new own.Element(), { matches: (/** @type {string} */ one) => one === name });
  target.closest = () => target;
  /** @type {number[]} */
  const done = [];
  pressOnce(root);
  root.addEventListener("click", (/** @type {Event} */ event) => done.push(event.timeStamp));
  const does = (/** @type {string} */ type, moment = 0, clientX = 100, clientY = 100, on = target) => {
    const event = new Event(type, { cancelable: true });
    Object.defineProperties(event, {
      target: { value: on }, timeStamp: { value: moment }, clientX: { value: clientX },
      clientY: { value: clientY },
    });
    root.dispatchEvent(event);
    return event;
  };
  return { does, done };
}

test("a second press at the same place within half a second is the first one", () => {
  const { does, done } = page();
  does("click", 1000);
  assert.ok(does("click", 1499, 110).defaultPrevented);
  does("click", 1500);
  assert.deepEqual(done, [1000, 1500]);
});

test("a press elsewhere is one of its own, at once", () => {
  const { does, done } = page();
  does("click", 1000);
  does("click", 1100, 200);
  assert.deepEqual(done, [1000, 1100]);
});

test("of presses without a place those on the same button are one", () => {
  const { does, done } = page();
  does("click", 1000, 0, 0);
  does("click", 1100, 0, 0);
  does("click", 1200, 0, 0, {});
  assert.deepEqual(done, [1000, 1200]);
});

test("typing and a pointer that has moved away make the next press one of its own", () => {
  for (const between of ["input", "pointermove"]) {
    const { does, done } = page();
    does("click", 1000);
    does(between, 1050, 300);
    does("click", 1100);
    assert.deepEqual(done, [1000, 1100], between);
  }
});

test("a step of the votes counts as often as it is pressed", () => {
  const { does, done } = page(".stepper-step");
  for (const moment of [1000, 1080, 1160]) does("click", moment);
  assert.deepEqual(done, [1000, 1080, 1160]);
});
