// Written by `python -m tools.generate.protocol` from workshop/rules; not by hand.
export const STAGE_TEXTS = /** @type {const} */ (["name", "prompt", "second_prompt", "cue"]);
export const STAGE_SETTINGS = ["cards", "cards_each", "page_size", "votes", "votes_each", "chosen"];
export const WRITES = ["write", "ask_how", "lessons", "commit"];
export const SENDS_CARDS = ["write", "ask_how"];
export const LINGERS = ["write", "ask_how", "vote", "commit", "finish"];
/** @type {Record<string, number>} */
export const LEAST = {
  arrive: 2, ground_rules: 1, follow_up: 6, go_first: 2, story: 4, write: 4, look_through: 2,
  reveal: 4, ask_how: 4, talk: 3, break: 3, lessons: 3, vote: 2, commit: 4, finish: 2,
};
