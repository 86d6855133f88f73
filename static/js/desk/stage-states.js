/** What each stage keeps on one desk: it begins with nothing, and is gone when the stage is left. */
export class StageStates {
  #stage = "";
  /** @type {Map<new () => unknown, unknown>} */
  #states = new Map();

  /**
   * The stage's state of this kind, made when it is first asked for.
   * @template T @param {string} stage its id @param {new () => T} State @returns {T}
   */
  of(stage, State) {
    if (stage !== this.#stage) this.#states.clear();
    this.#stage = stage;
    const state = /** @type {T} */ (this.#states.get(State) ?? new State());
    this.#states.set(State, state);
    return state;
  }
}
