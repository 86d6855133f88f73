import { chances, hash } from "../../elements/seam-shape.js";

/** A bundle of five strokes, in units of the room's screen. */
export const WIDE = 112;
export const HIGH = 84;
/** The room that all of them have. */
const ROOM = { wide: 1096, high: 150 };
const MOST_ROWS = 4;

/**
 * In how many rows so many bundles stand largest.
 * @param {number} count
 * @returns {{across: number, rows: number, scale: number}} scale: 1 where there is room enough
 */
export function bundles(count) {
  const tried = Array.from({ length: MOST_ROWS }, (_, n) => {
    const [rows, across] = [n + 1, Math.ceil(count / (n + 1))];
    const scale = Math.min(1, ROOM.wide / (across * WIDE), ROOM.high / (rows * HIGH));
    return { rows, across, scale };
  });
  return tried.reduce((best, other) => (other.scale > best.scale ? other : best));
}

/**
 * The path of one person's stroke, drawn by hand: no two lean alike.
 * @param {number} n which person, from 0 on
 * @param {number} across bundles in a row
 * @returns {string}
 */
export function stroke(n, across) {
  const bundle = Math.floor(n / 5);
  const [x, y] = [(bundle % across) * WIDE, Math.floor(bundle / across) * HIGH];
  const by = chances(hash(`stroke ${n}`));
  const lean = () => Math.round(8 * by() - 4);
  if (n % 5 === 4) return `M${x + 2} ${y + 52 + lean()}L${x + 84} ${y + 22 + lean()}`;
  const at = x + 13 + 20 * (n % 5);
  return `M${at + lean()} ${y + 10 + lean()}L${at + lean() / 2} ${y + 72 + lean()}`;
}
