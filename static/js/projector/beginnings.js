/** How all cards stand together on one wall: in rows, of each its beginning. */

/**
 * How many cards stand in each row. The rows in the middle hold more than the others.
 * @param {number} count one or more, up to those that the rules call many
 * @returns {number[]} such as 3, 4, 3 for ten
 */
export function rowsOf(count) {
  const rows = howManyRows(count);
  const fromMiddle = (/** @type {number} */ row) => Math.abs(row - (rows - 1) / 2);
  const all = Array.from({ length: rows }, (_, row) => row);
  const longer = new Set([...all].sort((a, b) => fromMiddle(a) - fromMiddle(b)).slice(0, count % rows));
  return all.map((row) => Math.floor(count / rows) + (longer.has(row) ? 1 : 0));
}

/** @param {number} count */
function howManyRows(count) {
  if (count <= 4) return 1;
  if (count <= 8) return 2;
  if (count <= 12) return 3;
  return Math.ceil(count / (count <= 24 ? 4 : 5));
}

/**
 * What a wall measures, in units of the room's screen: the type of its cards and of its title, the gap
 * between cards, the paper around words, the shut piece below them, and the gold.
 * @typedef {{rows: number, size: number, title: number, gap: number, pad: number, lower: number,
 *   gold: number}} Measures
 */

/** From the fewest rows to the most. @type {Measures[]} */
const WALLS = [
  { rows: 2, size: 54, title: 84, gap: 36, pad: 30, lower: 60, gold: 9 },
  { rows: 3, size: 42, title: 84, gap: 30, pad: 20, lower: 40, gold: 8 },
  { rows: 5, size: 38, title: 72, gap: 22, pad: 14, lower: 24, gold: 7 },
  { rows: 7, size: 36, title: 62, gap: 16, pad: 8, lower: 15, gold: 6.5 },
  { rows: 11, size: 36, title: 56, gap: 12, pad: 3, lower: 10, gold: 5.5 },
];
/** @type {Measures} */
const FULL = { rows: 12, size: 36, title: 56, gap: 9, pad: 2, lower: 8, gold: 5 };

/** The measures of a wall of so many rows. @param {number} rows @returns {Measures} */
export const measuresOf = (rows) => WALLS.find((one) => rows <= one.rows) ?? FULL;

/** Letters by which a text is no wider, or no narrower, than others beside it. */
const [NARROWEST, WIDEST] = [16, 80];

/**
 * How much of its row a card asks for, from its text alone.
 * @param {string} text @returns {number} between 4 and 9
 */
export function asksFor(text) {
  return Math.round(10 * Math.sqrt(Math.min(WIDEST, Math.max(NARROWEST, text.length)))) / 10;
}

/**
 * Where a text may be cut: between words; inside of a word that is too long for any place, or of a
 * script without spaces, between letters.
 * @param {string} text @param {boolean} whole whether words stay whole
 * @returns {string[]} which make the text together
 */
export const piecesOf = (text, whole) => (whole ? text.match(/\s*\S+/gu) ?? [] : [...text]);

/**
 * The beginning of a text.
 * @param {string[]} pieces @param {number} count how many of them
 * @param {boolean} whole whether words stay whole
 * @returns {string} with an ellipsis where something follows
 */
export function beginningOf(pieces, count, whole) {
  const begins = pieces.slice(0, count).join("").trim();
  if (count >= pieces.length) return begins;
  return `${begins}${whole ? "\u00a0" : ""}…`;
}
