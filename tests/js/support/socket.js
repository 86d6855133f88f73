/** @typedef {{name: string, message: any, answer: (answer: any) => void}} Question */

/** A socket.io-client socket without a network; the test plays the server. */
export class FakeSocket {
  connected = false;
  /** @type {Question[]} */
  asked = [];
  /** @type {string[]} */
  calls = [];
  /** @type {any} */
  options = null;
  /** @type {{encoder: {encode: (packet: any) => string[]}}} */
  io = { encoder: { encode: (packet) => [JSON.stringify(packet)] } };
  /** @type {Map<string, (message: any) => void>} */
  #listeners = new Map();
  /** @type {Set<(error: Error | null, answer: any) => void>} */
  #open = new Set();

  /** What stands in for `io`. @param {any} options */
  opener = (options) => {
    this.options = options;
    return /** @type {any} */ (this);
  };

  /** @param {string} event @param {(message: any) => void} listener */
  on(event, listener) {
    this.#listeners.set(event, listener);
    return this;
  }

  connect() {
    this.calls.push("connect");
    return this;
  }

  /** As the real one: what waits for an answer is told that none will come. */
  disconnect() {
    this.calls.push("disconnect");
    this.drop("io client disconnect");
    return this;
  }

  /** @param {number} milliseconds */
  timeout(milliseconds) {
    return {
      emit: (
        /** @type {string} */ name,
        /** @type {any} */ message,
        /** @type {(error: Error | null, answer: any) => void} */ answered,
      ) => {
        const timer = setTimeout(() => end(new Error("no answer"), null), milliseconds);
        const end = (/** @type {Error | null} */ error, /** @type {any} */ answer) => {
          clearTimeout(timer);
          if (this.#open.delete(end)) answered(error, answer);
        };
        this.#open.add(end);
        this.asked.push({ name, message, answer: (answer) => end(null, answer) });
      },
    };
  }

  /** The network or the server says something. @param {string} event @param {any} [message] */
  hear(event, message) {
    this.#listeners.get(event)?.(message);
  }

  up() {
    this.connected = true;
    this.hear("connect");
  }

  /** @param {string} why */
  drop(why) {
    if (!this.connected) return;
    this.connected = false;
    for (const end of [...this.#open]) end(new Error(why), null);
    this.hear("disconnect", why);
  }

  /** Questions of this name, in their order. @param {string} name */
  questions(name) {
    return this.asked.filter((question) => question.name === name);
  }
}

/** Lets everything run that waits for a promise. */
export async function settled() {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}
