/** Plays the server of a room's screen, and measures what stands on it. */
import { line } from "../../static/vendor/socket.io-client/socket.io.esm.min.js";

const EPOCH = "e";
let rev = 0;
const boot = JSON.parse(document.getElementById("boot")?.textContent ?? "");
/** @type {Set<string>} */
let paths = new Set(Object.keys(boot.snapshot.entries));

/**
 * @param {{entries: Record<string, unknown>, here: number | null, took_part: string, lost: boolean,
 *   part: number}} state
 */
window.shows = async ({ entries, here, took_part, lost, part }) => {
  if (!line.connected) line.up();
  answerHellos();
  const gone = [...paths].filter((path) => !(path in entries));
  paths = new Set(Object.keys(entries));
  line.hear("change", { epoch: EPOCH, rev: (rev += 1), set: entries, gone });
  line.hear("tick", { epoch: EPOCH, rev, time: 0, here, took_part });
  if (lost) line.drop("transport close");
  await stands();
  for (const one of document.getAnimations()) one.currentTime = part * 1000 || one.currentTime;
  await frames(2);
};

/** A page that already holds its state hears that it is the newest. */
window.opens = async () => {
  line.up();
  await stands();
};

/** What moves, and for how many seconds each time; it is ended, too. @returns {[string, number][]} */
window.moved = () => document.getAnimations().map((one) => {
  const { duration, iterations } = /** @type {AnimationEffect} */ (one.effect).getComputedTiming();
  const name = /** @type {any} */ (one).animationName ?? /** @type {any} */ (one).transitionProperty;
  if (Number.isFinite(iterations)) one.finish();
  return [name, (Number(duration) / 1000) * Number(iterations)];
});

function answerHellos() {
  for (const one of line.questions("hello")) one.answer({ time: 0, current: true });
  line.asked = [];
}

async function stands() {
  await frames(3);
  answerHellos();
  await document.fonts.ready;
  await frames(2);
  for (const one of document.querySelectorAll("[data-erases]")) one.rests();
}

/** @param {number} count */
async function frames(count) {
  for (let n = 0; n < count; n += 1) await new Promise(requestAnimationFrame);
}

/** What is wrong on the screen, on every page that it turns; and what can be read on it. */
window.measures = () => {
  const turned = [...document.querySelectorAll("[data-paged]")];
  const pages = Math.max(1, ...turned.map((one) => one.turning.pages));
  const found = [];
  for (let page = 0; page < pages; page += 1) {
    found.push(onePage());
    for (const one of turned) one.turning.turn();
  }
  return {
    wrong: [...new Set(found.flatMap(({ wrong }) => wrong))],
    text: found.map(({ text }) => text).join("\n"),
    pages,
  };
};

function onePage() {
  const texts = seenTexts();
  const wrong = [
    ...texts.flatMap((one) => [...tooSmall(one), ...outside(one), ...cut(one), ...pale(one)]),
    ...overlapping([...texts, ...pictures()]),
    ...scrolling(),
    ...moving(),
  ];
  return { wrong, text: texts.map(({ text }) => text).join("\n").replaceAll("\u00a0", " ") };
}

/** @typedef {{element: Element, text: string, size: number, boxes: DOMRect[]}} Seen */

/** Every piece of text that can be seen, with the boxes of its lines. @returns {Seen[]} */
function seenTexts() {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  /** @type {Seen[]} */
  const found = [];
  while (walker.nextNode()) {
    const node = /** @type {Text} */ (walker.currentNode);
    const element = node.parentElement;
    const text = (node.nodeValue ?? "").trim();
    if (!text || !element || !visible(element)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const size = parseFloat(getComputedStyle(element).fontSize);
    const boxes = [...range.getClientRects()]
      .filter((box) => box.width > 0 && onPage(element, box) && beforeEllipsis(element, box));
    if (boxes.length) found.push({ element, text, size, boxes: boxes.map((box) => ink(box, size)) });
  }
  return found;
}

/** @param {Element} element */
function visible(element) {
  if (element.closest("script, noscript, title, style")) return false;
  return element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
}

/** Whether a line stands on the page that is seen, of what stands on several. @param {Element} element @param {DOMRect} box */
function onPage(element, box) {
  const paged = element.closest("[data-paged]")?.getBoundingClientRect();
  return !paged || (box.left < paged.right - 1 && box.right > paged.left + 1);
}

/** Whether a line of what ends in an ellipsis stands before that. @param {Element} element @param {DOMRect} box */
function beforeEllipsis(element, box) {
  for (let up = /** @type {Element | null} */ (element); up; up = up.parentElement) {
    if (getComputedStyle(up).webkitLineClamp !== "none")
      return box.top < up.getBoundingClientRect().bottom - box.height / 2;
  }
  return true;
}

/** A line's box without the room above and below its letters. @param {DOMRect} box @param {number} size */
function ink(box, size) {
  const height = Math.min(box.height, size * 0.86);
  return new DOMRect(box.x, box.y + (box.height - height) / 2, box.width, height);
}

function pictures() {
  return [...document.querySelectorAll("qr-code, .bar, .projector-line, .projector-finish-line")]
    .filter(visible)
    .map((element) => ({
      element, text: `<${element.className || element.localName}>`, size: 0,
      boxes: [element.getBoundingClientRect()],
    }));
}

/** @param {Seen} one */
function tooSmall({ text, size }) {
  return size * 30 < innerHeight - 0.5 ? [`${size} px is too small: ${short(text)}`] : [];
}

/** @param {Seen} one */
function outside({ text, boxes }) {
  const out = boxes.some((box) => !within(box, new DOMRect(0, 0, innerWidth, innerHeight)));
  return out ? [`leaves the screen: ${short(text)}`] : [];
}

/** @param {Seen} one */
function cut({ element, text, boxes }) {
  for (let up = /** @type {Element | null} */ (element); up; up = up.parentElement) {
    const style = getComputedStyle(up);
    const holds = style.overflow !== "visible" || up.matches(".card-piece, .projector-stage");
    if (holds && !boxes.every((box) => within(box, up.getBoundingClientRect())))
      return [`cut by <${up.className || up.localName}>: ${short(text)}`];
  }
  return [];
}

/** @param {DOMRect} box @param {DOMRect} around */
function within(box, around) {
  const slack = 1.5;
  return box.left >= around.left - slack && box.right <= around.right + slack &&
    box.top >= around.top - slack && box.bottom <= around.bottom + slack;
}

/** @param {Seen[]} all */
function overlapping(all) {
  return all.flatMap((one, i) => all.slice(i + 1)
    .filter((other) => one.element !== other.element && meet(one.boxes, other.boxes))
    .map((other) => `${short(one.text)} lies on ${short(other.text)}`));
}

/** @param {DOMRect[]} some @param {DOMRect[]} others */
function meet(some, others) {
  const slack = 1;
  return some.some((a) => others.some((b) =>
    a.left < b.right - slack && b.left < a.right - slack &&
    a.top < b.bottom - slack && b.top < a.bottom - slack));
}

/** Whatever is seen beside letters: sheets, lines, bars, codes, and places to write on. */
const SEEN = "qr-code, .card-piece, .torn-start, .torn-end, .projector-off, .bar, svg, li[aria-hidden]";

/** The highest stretch of the screen across which nothing stands, as a share of its height. */
window.emptiest = () => {
  const drawn = [...document.querySelectorAll(SEEN)].filter(visible)
    .map((one) => one.getBoundingClientRect());
  const boxes = [...seenTexts().flatMap((one) => one.boxes), ...drawn]
    .filter(({ height, left, right }) => height && right > 0 && left < innerWidth)
    .sort((a, b) => a.top - b.top);
  let [end, most] = [0, 0];
  for (const { top, bottom } of [...boxes, new DOMRect(0, innerHeight, 0, 0)]) {
    most = Math.max(most, top - end);
    end = Math.max(end, bottom);
  }
  return most / innerHeight;
};

function scrolling() {
  const { scrollWidth, scrollHeight } = document.documentElement;
  return scrollWidth > innerWidth || scrollHeight > innerHeight ? ["the page scrolls"] : [];
}

function moving() {
  return document.getAnimations()
    .filter((one) => Number(one.effect?.getComputedTiming().duration) > 0)
    .map((one) => `moves: ${/** @type {CSSAnimation} */ (one).animationName}`);
}

/** @param {Seen} one */
function pale({ element, text }) {
  const [ink, ground] = [rgb(getComputedStyle(element).color), rgb(groundOf(element))];
  const [light, dark] = [luminance(ink), luminance(ground)].sort((a, b) => b - a);
  const contrast = (light + 0.05) / (dark + 0.05);
  // What is struck through falls back, in letters large enough for it.
  const least = element.closest("[data-erased='true'] > .projector-struck") ? 3 : 7;
  return contrast < least ? [`contrast ${contrast.toFixed(1)}: ${short(text)}`] : [];
}

/** @param {Element | null} element @returns {string} */
function groundOf(element) {
  for (let up = element; up; up = up.parentElement) {
    const { backgroundColor } = getComputedStyle(up);
    if (rgb(backgroundColor)[3] > 0) return backgroundColor;
  }
  return "white";
}

const brush = /** @type {CanvasRenderingContext2D} */ (
  new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true })
);
/** @type {Map<string, number[]>} */
const known = new Map();

/** A colour of any notation as sRGB. @param {string} colour */
function rgb(colour) {
  if (!known.has(colour)) {
    brush.clearRect(0, 0, 1, 1);
    brush.fillStyle = colour;
    brush.fillRect(0, 0, 1, 1);
    known.set(colour, [...brush.getImageData(0, 0, 1, 1).data]);
  }
  return known.get(colour) ?? [];
}

/** WCAG 2.2's relative luminance. @param {number[]} colour */
function luminance([red = 0, green = 0, blue = 0]) {
  const [r, g, b] = [red, green, blue].map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** @param {string} text */
const short = (text) => `“${text.length > 32 ? `${text.slice(0, 32)}…` : text}”`;
