/**
 * A signal that ends a request which takes too long. AbortSignal.timeout came with Safari 16 and
 * Chrome 103.
 * @param {number} after milliseconds
 */
export function ending(after) {
  const end = new AbortController();
  setTimeout(() => end.abort(), after);
  return end.signal;
}
