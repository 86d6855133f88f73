/**
 * The fewest minutes that an offer to save time leaves to each kind of stage. Looking through
 * protects people and is never hurried; else with less a stage is not worth its beginning.
 * @type {Record<string, number>}
 */
export const LEAST = {
  arrive: 2,
  ground_rules: 1,
  follow_up: 6,
  go_first: 2,
  story: 4,
  write: 4,
  look_through: 2,
  reveal: 4,
  talk: 3,
  break: 3,
  lessons: 3,
  vote: 2,
  commit: 4,
  finish: 2,
};

/**
 * Whoever thinks slowly needs the time to write, to move votes, to word a promise, and to hear what
 * is kept: these give way only when nothing else can.
 * @type {ReadonlySet<string>}
 */
export const LAST_TO_GIVE = new Set(["write", "vote", "commit", "finish"]);
