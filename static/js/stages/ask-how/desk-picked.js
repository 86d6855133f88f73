/** What this desk has picked to ask about, before it asks. */
export class Picked {
  /** The card's number; 0 for none. */
  card = 0;
}
