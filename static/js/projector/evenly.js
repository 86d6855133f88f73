/**
 * Parts that are as equal as can be: seven in two are four and three.
 * @template T @param {readonly T[]} all @param {number} parts @returns {T[][]}
 */
export function evenly(all, parts) {
  const [size, larger] = [Math.floor(all.length / parts), all.length % parts];
  let at = 0;
  return Array.from({ length: parts }, (_, i) => all.slice(at, (at += size + (i < larger ? 1 : 0))));
}

const SHEETS = ".torn, .projector-answer";

/**
 * Pages of sheets have as many as each other, if that makes no further page, and each is filled.
 * @param {HTMLElement} box on whose pages they stand @param {() => number} pages how many it has
 */
export function fillPages(box, pages) {
  const sheets = /** @type {HTMLElement[]} */ ([...box.querySelectorAll(SHEETS)]);
  const [least, firsts] = [pages(), evenly(sheets, pages()).map(([first]) => first)];
  for (const one of sheets) one.style.breakBefore = firsts.includes(one) ? "column" : "";
  if (pages() > least) for (const one of sheets) one.style.breakBefore = "";
  const { bottom } = box.getBoundingClientRect();
  const places = sheets.map((one) => one.getBoundingClientRect());
  sheets.forEach((one, i) => {
    const beside = places.filter(({ left }) => Math.abs(left - (places[i]?.left ?? 0)) < 1);
    const room = bottom - Math.max(...beside.map((place) => place.bottom));
    one.style.minBlockSize = `${Math.floor((places[i]?.height ?? 0) + room / beside.length)}px`;
  });
}

/** They are as high as their words again, one after the other. @param {HTMLElement} box */
export function emptyPages(box) {
  for (const one of box.querySelectorAll(SHEETS)) one.removeAttribute("style");
}
