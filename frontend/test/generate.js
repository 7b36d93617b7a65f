/** Made-up records for properties: the same seed makes the same ones. */
import { checked, opened } from "../src/learner/attempt.js";

/** @param {number} seed */
export function generator(seed) {
  let state = seed;
  // Donald Knuth's MMIX constants, cut to 32 bits: enough to vary examples.
  const below = (n) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
  const one = (list) => list[below(list.length)];

  /** A record after some more steps, at times that often collide. */
  const further = (record) => {
    let after = record;
    for (let steps = below(30); steps > 0; steps -= 1) {
      const rev = one(["r1", "r2"]);
      const at = 1000 + below(60);
      if (below(4) === 0) after = opened(after, rev, below(5));
      else {
        const answer = one(["a", "b", ["a", "b"], { a: "x" }]);
        const check = { rev, seed: below(5), answer, score: one([0, 0.5, 1]) };
        after = checked(after, { ...check, sure: one([null, 0, 1, 2]) }, at);
      }
    }
    return after;
  };

  return {
    below,
    one,
    record: () => further(opened(null, "r1", 1)),
    /** Two records, often with a common past. */
    pair: () => {
      const past = further(opened(null, "r1", 1));
      return below(3) === 0 ? [past, further(opened(null, "r2", 2))] : [further(past), further(past)];
    },
  };
}
