/** @import { Change } from "../protocol.js" */
/** @typedef {{epoch: string, rev: number, entries: Record<string, any>}} State */

/** @param {Snapshot} snapshot @returns {State} */
export const fromSnapshot = ({ epoch, rev, entries }) => ({ epoch, rev, entries });

/**
 * The state after a change; `hello` says that changes are missing and the server must be asked.
 * @param {State} state @param {Change} change @returns {{state: State, hello: boolean}}
 */
export function reduce(state, change) {
  if (change.epoch !== state.epoch) return { state, hello: true };
  if (change.rev <= state.rev) return { state, hello: false };
  if (change.rev > state.rev + 1) return { state, hello: true };
  const entries = { ...state.entries, ...change.set };
  for (const [path, fields] of Object.entries(change.part ?? {})) {
    entries[path] = { ...entries[path], ...fields };
  }
  for (const path of change.gone ?? []) delete entries[path];
  return { state: { ...state, rev: change.rev, entries }, hello: false };
}

/**
 * The state after a snapshot. One that a newer change has overtaken is dropped.
 * @param {State} state @param {Snapshot} snapshot @returns {State}
 */
export function adopt(state, snapshot) {
  const overtaken = snapshot.epoch === state.epoch && snapshot.rev <= state.rev;
  return overtaken ? state : fromSnapshot(snapshot);
}

/** Whether a tick shows that a change has not arrived. @param {State} state @param {Tick} tick */
export const behind = (state, tick) => tick.epoch !== state.epoch || tick.rev > state.rev;

const byNumber = new Intl.Collator("en", { numeric: true });

/**
 * The values below a path, such as "cards", in the order of their numbers or ids.
 * @param {Record<string, any>} entries @param {string} prefix @returns {any[]}
 */
export function below(entries, prefix) {
  const begins = `${prefix}/`;
  const paths = Object.keys(entries).filter((path) => path.startsWith(begins));
  return paths.sort(byNumber.compare).map((path) => entries[path]);
}
