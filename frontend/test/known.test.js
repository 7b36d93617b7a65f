import assert from "node:assert/strict";
import { test } from "node:test";
import { hashed, letters } from "../src/learner/known.js";

test("the hash of an id is the same as in Python", () => {
  assert.equal(hashed("lost-parcel"), 1210467739);
  assert.equal(letters("lost-parcel"), "leS");
});
