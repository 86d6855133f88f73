/**
 * The two faces of the product. A phone paints with its own, fetches ours when nothing more urgent
 * is left, and puts them on with the next stage, so that nothing moves under anybody's eyes.
 */

let here = false;

/** @param {FontFaceSet} [fonts] */
export async function fetchFaces(fonts = document.fonts) {
  if (here || !fonts) return;
  try {
    await Promise.all(["Newsreader", "Figtree"].map((face) => fonts.load(`1rem ${face}`)));
    here = true;
  } catch {
    // Whatever the device has will do.
  }
}

/** From now on, where they are here. */
export function wearFaces() {
  if (here) document.documentElement.dataset.faces = "ours";
}
