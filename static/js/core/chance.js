const MOST = 2 ** 32;

/** A number from 0 to below 1 that nobody can foresee. */
export const chance = () => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / MOST;
