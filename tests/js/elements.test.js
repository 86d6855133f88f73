import assert from "node:assert/strict";
import test, { mock } from "node:test";

import { page } from "./support/page.js";

const { figures, StageClock } = await import("../../static/js/elements/stage-clock.js");
const { HoldButton } = await import("../../static/js/elements/hold-button.js");
const { modulePath } = await import("../../static/js/elements/qr.js");

/** Time that passes for timers and for performance.now() alike. */
function stoppedTime(t) {
  let now = 0;
  mock.timers.enable({ apis: ["setTimeout"] });
  t.mock.method(performance, "now", () => now);
  t.after(() => mock.timers.reset());
  return (/** @type {number} */ milliseconds) => {
    for (let passed = 0; passed < milliseconds; passed += 5) {
      now += 5;
      mock.timers.tick(5);
    }
  };
}

function clock(/** @type {Record<string, unknown>} */ properties, over = "words") {
  const element = new StageClock();
  element.setAttribute("over", over);
  Object.assign(element, properties);
  element.connectedCallback();
  return element;
}

function holdButton() {
  const element = new HoldButton();
  const button = { disabled: false, textContent: "End it" };
  element.querySelector = () => button;
  const held = mock.fn();
  element.addEventListener("held", held);
  element.connectedCallback();
  const sends = (/** @type {string} */ type, fields = {}) =>
    element.dispatchEvent(
      Object.assign(new Event(type), { composedPath: () => [button], ...fields }),
    );
  return { element, button, sends, held: () => held.mock.callCount() };
}

test("a second is left until it has passed, and after zero the figures count up", () => {
  assert.deepEqual([160, 159.01, 60, 0.2].map(figures), ["2:40", "2:40", "1:00", "0:01"]);
  assert.deepEqual([0, -0.9, -1, -61].map(figures), ["0:00", "0:00", "0:01", "1:01"]);
});

test("a clock counts by itself and says in words that the time is up, once", (t) => {
  const passes = stoppedTime(t);
  const element = clock({ remaining: 2, format: "{time} left", overText: "time is up" });
  const over = mock.fn();
  element.addEventListener("clock-over", over);
  assert.deepEqual(element.children, ["0:02 left"]);
  passes(1010);
  assert.deepEqual(element.children, ["0:01 left"]);
  passes(3000);
  assert.deepEqual(element.children, ["time is up"]);
  assert.equal(over.mock.callCount(), 1);
});

test("the desk's clock counts on after zero", (t) => {
  const passes = stoppedTime(t);
  const element = clock({ remaining: 1 }, "count");
  passes(3010);
  assert.deepEqual(element.children, ["0:02"]);
  assert.ok(element.hasAttribute("data-over"));
});

test("a paused clock stands still and goes on from there", (t) => {
  const passes = stoppedTime(t);
  const element = clock({ remaining: 100 });
  passes(10_000);
  element.running = false;
  passes(30_000);
  assert.equal(element.remaining, 90);
  element.running = true;
  passes(5_010);
  assert.deepEqual(element.children, ["1:25"]);
});

test("a hidden page holds no timer, and shows the right time when it is back", (t) => {
  const passes = stoppedTime(t);
  const element = clock({ remaining: 100 });
  page.hidden = true;
  page.dispatchEvent(new Event("visibilitychange"));
  passes(10_000);
  assert.deepEqual(element.children, ["1:40"]);
  page.hidden = false;
  page.dispatchEvent(new Event("visibilitychange"));
  assert.deepEqual(element.children, ["1:30"]);
});

test("a press counts only when it is held for a second, by finger or by key", (t) => {
  const passes = stoppedTime(t);
  const { element, sends, held } = holdButton();
  sends("pointerdown", { button: 0 });
  assert.ok(element.hasAttribute("data-holding"));
  passes(900);
  sends("pointerup");
  passes(900);
  assert.equal(held(), 0);
  sends("pointerdown", { button: 0 });
  passes(1000);
  assert.equal(held(), 1);
  sends("keydown", { key: "Enter", repeat: false });
  passes(1000);
  assert.equal(held(), 2);
});

test("a key that repeats starts no second hold, and a button that is off starts none", (t) => {
  const passes = stoppedTime(t);
  const { button, sends, held } = holdButton();
  sends("keydown", { key: " ", repeat: false });
  passes(1000);
  sends("keydown", { key: " ", repeat: true });
  passes(1000);
  assert.equal(held(), 1);
  sends("keyup", { key: " " });
  button.disabled = true;
  sends("pointerdown", { button: 0 });
  passes(1000);
  assert.equal(held(), 1);
});

/** What the page says of a hold. */
const words = () => page.made.find((one) => one.getAttribute("role") === "status");

test("a short press says what goes and how to hold, where nothing beside the button does", (t) => {
  const passes = stoppedTime(t);
  const { element, sends, held } = holdButton();
  element.sentence = "Two cards are erased.";
  sends("pointerdown", { button: 0 });
  sends("pointerup");
  sends("click", { detail: 1 });
  assert.deepEqual([words()?.textContent, words()?.hidden],
    ["Two cards are erased. Hold for a second.", false]);
  element.dataset.beside = "";
  sends("pointerdown", { button: 0 });
  assert.equal(words()?.textContent, "Hold for a second.");
  sends("pointerup");
  passes(8000);
  assert.equal(words()?.hidden, true);
  assert.equal(held(), 0);
});

test("the words of a hold come beside a button that asks for it, above one at the foot", (t) => {
  const passes = stoppedTime(t);
  const { element, button, sends } = holdButton();
  Object.assign(globalThis, { innerHeight: 700 });
  t.after(() => Reflect.deleteProperty(globalThis, "innerHeight"));
  Object.assign(button, { getBoundingClientRect: () => ({ left: 20, top: 10, bottom: 40 }) });
  sends("pointerdown", { button: 0 });
  sends("pointerup");
  assert.equal(words()?.style.inset, "");
  element.dataset.near = "";
  sends("pointerdown", { button: 0 });
  assert.equal(words()?.style.inset, "44px 12px auto 20px");
  sends("pointerup");
  Object.assign(button, { getBoundingClientRect: () => ({ left: 20, top: 640, bottom: 680 }) });
  sends("pointerdown", { button: 0 });
  assert.equal(words()?.style.inset, "auto 12px 64px 20px");
  sends("pointerup");
  passes(8000);
});

test("a finger that slides off ends the hold, and while it holds no words can be selected", (t) => {
  const passes = stoppedTime(t);
  const { element, sends, held } = holdButton();
  const [letGo, root] = [mock.fn(), page.documentElement];
  Object.assign(element, { hasPointerCapture: () => true, releasePointerCapture: letGo });
  sends("pointerdown", { button: 0, pointerId: 7 });
  assert.deepEqual(letGo.mock.calls[0]?.arguments, [7]);
  assert.ok(root.hasAttribute("data-holding"));
  passes(900);
  sends("pointerleave");
  assert.ok(!root.hasAttribute("data-holding"));
  passes(9000);
  assert.equal(held(), 0);
});

test("a click that nobody can hold asks the same sentence, and does it only when told to", (t) => {
  const passes = stoppedTime(t);
  for (const [answer, count] of [["Cancel", 0], ["Do it", 1]]) {
    const { element, sends, held } = holdButton();
    element.sentence = "Two cards are erased.";
    passes(1000);
    page.made.length = 0;
    sends("pointerdown", { button: 0, width: 0, height: 0 });
    sends("click", { detail: 1 });
    assert.equal(held(), 0);
    assert.ok(page.made.some(({ textContent }) => textContent === "Two cards are erased."));
    page.made.find(({ textContent }) => textContent === answer)?.click();
    assert.equal(held(), count);
  }
});

test("a finger that stays on longer than the hold takes is asked nothing when it leaves", (t) => {
  const passes = stoppedTime(t);
  const { element, sends, held } = holdButton();
  element.sentence = "Two cards are erased.";
  passes(1000);
  page.made.length = 0;
  sends("pointerdown", { button: 0 });
  passes(2500);
  sends("pointerup");
  sends("click", { detail: 1 });
  assert.equal(held(), 1);
  assert.ok(!page.made.some(({ textContent }) => textContent === "Cancel"));
});

test("a QR code's dark modules become one rectangle for each run", () => {
  assert.equal(modulePath(["1101", "0000", "0110"]), "M0 0h2v1h-2zM3 0h1v1h-1zM1 2h2v1h-2z");
});
