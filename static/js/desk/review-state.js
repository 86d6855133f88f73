/** The cards that one desk reads first, as far as they are uncovered there. */
export class ReviewState {
  /** The cards whose words are uncovered. @type {Set<string>} */
  opened = new Set();
  /** The cards that were read on this desk. @type {Set<string>} */
  read = new Set();
  /** The card for which a reason is chosen, to set it aside. */
  aside = "";
  /** What waits until somebody has looked. @type {(() => void) | null} */
  waits = null;
  /** How many cards that opens. */
  opening = 1;
  /** Whether the room's screen did show this desk, so that all was covered. */
  mirrored = false;
  /** The batch of the look-through on this desk; 0 for the first that nobody has read. */
  batch = 0;
}
