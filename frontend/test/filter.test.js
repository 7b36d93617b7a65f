import assert from "node:assert/strict";
import { test } from "node:test";
import { askedIn, fits, queryFor } from "../src/elements/scenario-filter/filter.js";

const NAMES = ["department", "channel", "tag"];
const ITEM = { department: ["Billing"], channel: ["Phone"], tag: ["refund", "invoice"] };

test("no filter: everything fits", () => {
  assert.equal(fits(ITEM, {}), true);
});

test("filters combine with and", () => {
  assert.equal(fits(ITEM, { department: "Billing", tag: "invoice" }), true);
  assert.equal(fits(ITEM, { department: "Billing", tag: "parcel" }), false);
  assert.equal(fits(ITEM, { department: "Sales", tag: "invoice" }), false);
});

test("a value must fit as a whole, and a missing one fits nothing", () => {
  assert.equal(fits(ITEM, { tag: "inv" }), false);
  assert.equal(fits(ITEM, { difficulty: "2" }), false);
});

test("the address is read, with its escapes", () => {
  assert.deepEqual(askedIn("?tag=late%20%26%20lost&department=Billing&h=x", NAMES), {
    tag: "late & lost",
    department: "Billing",
  });
  assert.deepEqual(askedIn("", NAMES), {});
  assert.deepEqual(askedIn("?tag=", NAMES), {});
});

test("the address is written, and what else is in it stays", () => {
  assert.equal(queryFor("?h=word&tag=old", NAMES, { tag: "a b" }), "?h=word&tag=a+b");
  assert.equal(queryFor("?tag=old", NAMES, {}), "");
});

test("what is written is read back", () => {
  for (const value of ["Müller & Söhne", "100 %", "a+b", "#1", "?=&"]) {
    assert.deepEqual(askedIn(queryFor("", NAMES, { tag: value }), NAMES), { tag: value });
  }
});
