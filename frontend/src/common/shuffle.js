/**
 * Shuffles items by a seed: the same seed gives the same order in every browser.
 * @template T
 * @param {readonly T[]} items
 * @param {number} seed a whole number; 32 bits of it count
 * @returns {T[]} the items in another order (Fisher–Yates)
 */
export function shuffled(items, seed) {
  const result = [...items];
  const random = generator(seed);
  for (let last = result.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    [result[last], result[other]] = [result[other], result[last]];
  }
  return result;
}

/**
 * Random numbers from 0 up to 1: Tommy Ettinger's mulberry32, small and good enough for shuffling.
 * @param {number} seed
 * @returns {() => number}
 */
function generator(seed) {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** @returns {number} a seed that cannot be guessed, 0 up to 2^32 */
export function newSeed() {
  return crypto.getRandomValues(new Uint32Array(1))[0];
}
