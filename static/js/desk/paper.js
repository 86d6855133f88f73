/** @import { PaperCard, PaperOffer, PaperVotes } from "../protocol.js" */
/** @import { Item } from "../core/outbox.js" */
/** @import { Draft } from "../participant/draft.js" */
import { Device } from "../core/device.js";
import { newKey } from "../core/new-key.js";
import { EMPTY } from "../participant/draft.js";

/** @typedef {PaperCard | PaperVotes | PaperOffer} Command */
/** @typedef {Required<Omit<PaperOffer, "type" | "round">>} Offered what is typed of a commitment */
/**
 * @typedef {object} Post what paper needs of a room and a desk
 * @property {(command: Command, key: string) => Promise<Ok | Refused>} send
 * @property {(command: Command, answer: Ok | Refused) => void} answered
 */

const DRAFT = "paper";
const OFFER = "paper_offer";
/** @type {Offered} */
const NO_OFFER = { lesson: "", when: "", will: "", who: "I", owner: "", by: "" };

/** Whether the last card from paper joined the others, as long as this stage lasts. */
export class Joined {
  yes = false;
}

/**
 * What is typed in from paper: kept in this tab until the server has stored it, and sent again
 * under the same key after a reload. In the tab's own storage, since the laptop may be anybody's.
 */
export class Paper {
  /** Whether the place for cards, or that for votes, is open on this desk. */
  open = { card: false, votes: false };
  /** What there is to say beside each of the three; "" when nothing. */
  said = { card: "", votes: "", offer: "" };
  #post;
  #device;
  #ended = false;

  /** @param {Post} post @param {string} workshop @param {Device} [device] given by tests */
  constructor(post, workshop, device = new Device(workshop, () => sessionStorage)) {
    this.#post = post;
    this.#device = device;
    for (const item of device.kept.outbox) this.#deliver(item);
  }

  /** The card that is being typed. @returns {Draft} */
  get draft() {
    const text = this.#device.kept.drafts[DRAFT];
    return text ? { ...EMPTY, ...JSON.parse(text) } : EMPTY;
  }

  /** Whether anything is typed that is not stored yet. */
  get begun() {
    const { happened, learned } = this.draft;
    return Boolean(happened || learned);
  }

  /** Whether a card is on its way; until it has arrived it stays as it was sent. */
  get waits() {
    return this.#isOnItsWay("paper_card");
  }

  /** Like `waits`, but for a commitment. */
  get offerWaits() {
    return this.#isOnItsWay("paper_offer");
  }

  /** @param {Command["type"]} type */
  #isOnItsWay(type) {
    return this.#device.kept.outbox.some(({ command }) => command.type === type);
  }

  /** The commitment that is being typed; `lesson` is "" while none is. @returns {Offered} */
  get offer() {
    const text = this.#device.kept.drafts[OFFER];
    return text ? { ...NO_OFFER, ...JSON.parse(text) } : NO_OFFER;
  }

  /** Kept at each keystroke. @param {Partial<Offered>} part */
  typeOffer(part) {
    if (this.offerWaits) return;
    this.said.offer = "";
    const text = JSON.stringify({ ...this.offer, ...part });
    this.#device.change((kept) => (kept.drafts[OFFER] = text));
  }

  /** Throws away the commitment that was typed. */
  discardOffer() {
    if (!this.offerWaits) this.#device.change((kept) => (kept.drafts[OFFER] = ""));
  }

  /** Like `sendCard`, but for the commitment. @param {number} round */
  async sendOffer(round) {
    if (!this.offerWaits) await this.#add({ type: "paper_offer", round, ...this.offer });
  }

  /** Kept at each keystroke. @param {Partial<Draft>} part */
  type(part) {
    if (this.waits) return;
    this.said.card = "";
    const text = JSON.stringify({ ...this.draft, ...part });
    this.#device.change((kept) => (kept.drafts[DRAFT] = text));
  }

  /** Throws away what was typed. */
  discard() {
    if (!this.waits) this.#device.change((kept) => (kept.drafts[DRAFT] = ""));
  }

  /**
   * Sends the card that is typed, one at a time. The fields are cleared once it is stored; what
   * was refused stays in them.
   * @param {number} round
   */
  async sendCard(round) {
    if (!this.waits) await this.#add({ type: "paper_card", round, ...this.draft });
  }

  /**
   * The number that is typed for a lesson, as long as it is not stored.
   * @param {number} round @param {string} lesson @returns {string | undefined}
   */
  typedVotes(round, lesson) {
    return this.#device.kept.drafts[placeOf(round, lesson)];
  }

  /** @param {number} round @param {string} lesson @param {string} text */
  typeVotes(round, lesson, text) {
    this.said.votes = "";
    this.#device.change((kept) => (kept.drafts[placeOf(round, lesson)] = text));
  }

  /**
   * Sends the number of votes that a lesson has on paper.
   * @param {number} round @param {string} lesson @param {number} votes
   */
  async sendVotes(round, lesson, votes) {
    this.typeVotes(round, lesson, String(votes));
    await this.#add({ type: "paper_votes", round, lesson, votes });
  }

  /** The workshop is sealed: nothing of it stays in this tab. */
  end() {
    if (!this.#ended) this.#device.forget();
    this.#ended = true;
  }

  /** @param {Command} command */
  #add(command) {
    const item = { key: newKey(), command };
    this.#device.change((kept) => (kept.outbox = [...kept.outbox, item]));
    return this.#deliver(item);
  }

  /** @param {Item} item */
  async #deliver({ key, command: asked }) {
    const command = /** @type {Command} */ (asked);
    const answer = await this.#post.send(command, key);
    this.#device.change((all) => (all.outbox = all.outbox.filter((one) => one.key !== key)));
    if (command.type === "paper_votes") this.#settleVotes(command);
    else if ("ok" in answer) command.type === "paper_card" ? this.discard() : this.discardOffer();
    this.#post.answered(command, answer);
  }

  /** A number that was typed anew meanwhile stays. @param {PaperVotes} command */
  #settleVotes({ round, lesson, votes }) {
    const place = placeOf(round, lesson);
    this.#device.change(({ drafts }) => {
      if (drafts[place] === String(votes)) delete drafts[place];
    });
  }
}

/** @param {number} round @param {string} lesson */
const placeOf = (round, lesson) => `paper_votes/${round}/${lesson}`;

/** Whether a card on paper can still join the others. @param {{now: Now, workshop: Workshop}} desk */
export function takesPaper({ now, workshop }) {
  if (workshop.remote) return false;
  if (now.kind === "look_through") return !workshop.live_wall;
  return now.kind === "write" && now.collecting;
}
