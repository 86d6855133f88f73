/** Milliseconds: as short as a key that gives way. */
const SHORT = 10;

/** What somebody did with the thumb is felt, where the phone can and nobody asked for stillness. */
export function feel() {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  navigator.vibrate?.(SHORT);
}
