/** @import { Item } from "./outbox.js" */
import { chance } from "./chance.js";
import { newKey } from "./new-key.js";
import { FIRST_NUMBER } from "./one-size.js";
import { WORKSHOP } from "./places.js";
import { sweep } from "./sweep.js";

export { wordsIn } from "./sweep.js";

/**
 * @typedef {object} MyCard
 * @property {string} key
 * @property {number} round
 * @property {string} happened
 * @property {string} learned
 * @property {boolean} may_stand
 * @property {boolean} [show_few] whether it may be shown where too few devices write
 * @property {number} [about] the card about which it is an answer; 0 for none
 * @property {"waiting" | "arrived" | "refused"} state
 * @property {RefusalCode} [why]
 *
 * @typedef {{key: string, text: string, state: "waiting" | "arrived"}} MyLesson
 *
 * @typedef {object} MyOffer a commitment that this device has offered; `id` is "" until it arrived
 * @property {string} key
 * @property {string} id
 * @property {string} lesson
 * @property {string} when
 * @property {string} will
 * @property {"I" | "we"} who
 * @property {string} owner
 * @property {string} by
 *
 * @typedef {object} Kept what a device keeps of one workshop
 * @property {number} saved milliseconds since 1970
 * @property {string} secret
 * @property {string} ticket with which it comes back in once the door is closed; zeros before it has one
 * @property {number} number the last one that it has given to a command
 * @property {Record<string, string>} drafts
 * @property {MyCard[]} cards
 * @property {MyLesson[]} lessons
 * @property {MyOffer[]} offers
 * @property {Record<string, Record<string, number>>} votes round -> lesson -> votes
 * @property {Record<string, boolean | string | number>} taps "unclear/3": true or
 *   false; "answer/9/worth": the choice
 * @property {Item[]} outbox
 * @property {string[]} keys of the cards and lessons that went out, withdrawn ones too: with them
 *   the server finds the rows that it holds of this device
 * @property {Record<string, Refused>} whys why the words of a draft were refused, by its place
 * @property {Answered[]} answered the latest, for the page that asked if another one was told
 * @property {{page: string, at: number} | null} turn which open page sends, and when it last said so
 *
 * @typedef {{key: string, answer: Ok | Refused}} Answered
 * @typedef {Readonly<Pick<Kept, "cards" | "lessons" | "offers" | "drafts" | "taps" | "outbox">>} Words
 */

/** Steps by chance, so that nobody counts by a number how much somebody has sent. */
const STEP = 2 ** 40;
const firstNumber = () => FIRST_NUMBER + Math.floor(chance() * FIRST_NUMBER);

/** What a new device keeps. @returns {Kept} */
export const nothing = () => ({
  saved: 0, secret: newKey(), ticket: "0".repeat(32), number: firstNumber(), drafts: {}, cards: [], lessons: [], offers: [], votes: {}, taps: {}, outbox: [], keys: [],
  whys: {}, answered: [], turn: null,
});

/** Of a device that has written nothing. @type {Words} */
export const WORDLESS = Object.freeze({
  cards: [], lessons: [], offers: [], drafts: {}, taps: {}, outbox: [],
});

/** What this device keeps of a workshop: in localStorage, in memory where that throws. */
export class Device {
  /** Whether it outlives this page; where it does not, the page says so. */
  lasting = true;
  #forgotten = false;
  #replaced = false;
  #changing = false;
  #name;
  #storage;
  #today;

  /**
   * @param {string} workshop
   * @param {() => Storage} storage a function, since reading `localStorage` may itself throw
   * @param {() => number} today
   */
  constructor(workshop, storage = () => localStorage, today = Date.now) {
    this.#name = WORKSHOP + workshop;
    this.#storage = storage;
    this.#today = today;
    // What is this one's stays: its cards may not have been shown to anyone.
    this.#try((store) => sweep(store, { own: workshop, today: today() }));
    /** @type {Kept} */
    this.kept = this.#load() ?? nothing();
    this.#save();
  }

  /**
   * Changes what is kept, and writes it. Reads first: the page may be open in two tabs.
   * @param {(kept: Kept) => void} alter
   */
  change(alter) {
    this.together(() => {
      if (!this.#forgotten) alter(this.kept);
    });
  }

  /**
   * Several changes, read and written as one: writing is what a slow phone feels most, and a page
   * that ends between two leaves neither.
   * @template T @param {() => T} act
   */
  together(act) {
    if (this.#changing) return act();
    this.read();
    this.#changing = true;
    try {
      return act();
    } finally {
      this.#changing = false;
      this.#save();
    }
  }

  /** Takes over what another tab has written since. */
  read() {
    if (this.#changing || this.#forgotten || !this.lasting) return;
    const stored = this.#load();
    // Where storage fails, what is stored is older than what is here.
    if (!this.lasting) return;
    // Another tab has forgotten this device; writing would bring everything back.
    this.#replaced = stored?.secret !== this.kept.secret;
    if (this.#replaced) this.#drop();
    else if (stored) this.kept = stored;
  }

  /** The number of a command that is sent first now: higher than all before. */
  nextNumber() {
    this.change((kept) => (kept.number += 1 + Math.floor(chance() * STEP)));
    return this.kept.number;
  }

  /** Goes on above a number that the server knows of this device. @param {number} number */
  countOn(number) {
    if (number > this.kept.number) this.change((kept) => (kept.number = Math.max(kept.number, number)));
  }

  /** What it shows as it comes in. */
  get entry() {
    const { secret, ticket } = this.kept;
    return { secret, ticket };
  }

  /** Whether another tab has forgotten this device since, or handed it to the next person. */
  isReplaced() {
    this.read();
    return this.#replaced;
  }

  /** Wipes everything, here and in storage; nothing is written from then on. */
  forget() {
    this.#drop();
    // After another page has replaced it, what is stored is the next person's, or words that were swept.
    if (!this.#replaced) this.#try((store) => store.removeItem(this.#name));
  }

  /**
   * Forgets at the end. A hidden page may itself be ended before anybody looks at it: there these
   * words stay in storage until it is called once more, when they were shown.
   * @param {Words | null} words
   */
  end(words) {
    const hidden = document.visibilityState === "hidden";
    if (hidden && this.#forgotten) return;
    this.forget();
    if (!hidden || !words || this.#replaced) return;
    const left = JSON.stringify({ saved: this.#today(), ...words });
    this.#try((store) => store.setItem(this.#name, left));
  }

  #drop() {
    this.#forgotten = true;
    this.kept = nothing();
  }

  #save() {
    if (this.#forgotten) return;
    this.kept.saved = this.#today();
    this.#try((store) => store.setItem(this.#name, JSON.stringify(this.kept)));
  }

  /** @returns {Kept | null} */
  #load() {
    const text = this.#try((store) => store.getItem(this.#name));
    try {
      return text ? { ...nothing(), ...JSON.parse(text) } : null;
    } catch {
      return null;
    }
  }

  /** @template T @param {(store: Storage) => T} use */
  #try(use) {
    try {
      return use(this.#storage());
    } catch {
      this.lasting = false;
      return null;
    }
  }
}

/**
 * Keeps what lets a device back in once the door is closed, and the number from which it counts on;
 * gives the answer that brought them.
 * @template {{ticket?: string, number?: number}} A
 * @param {Device | null} device @param {A} answer
 */
export function keepOwn(device, answer) {
  const { ticket, number } = answer;
  if (number) device?.countOn(number);
  if (ticket && ticket !== device?.kept.ticket) device?.change((kept) => (kept.ticket = ticket));
  return answer;
}
