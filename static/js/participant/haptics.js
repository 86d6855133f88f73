/** Milliseconds: as short as a key that gives way. */
const SHORT = 10;

/** Asked of the browser once: it keeps the answer true by itself. @type {MediaQueryList | undefined} */
let still;

/** What somebody did with the thumb is felt, where the phone can and nobody asked for stillness. */
export function feel() {
  still ??= matchMedia("(prefers-reduced-motion: reduce)");
  if (still.matches) return;
  navigator.vibrate?.(SHORT);
}
