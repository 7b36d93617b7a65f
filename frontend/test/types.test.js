import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import * as TYPES from "../src/items/types.js";

const src = fileURLToPath(new URL("../src", import.meta.url));
const files = (await readdir(src, { recursive: true })).filter((file) => /\.(js|css)$/.test(file));
const types = files.flatMap((file) => /^items\/([^/]+)\/\1\.js$/.exec(file)?.slice(1) || []);

/** The packages of learning platforms have kinds of questions of their own, some by the same names. */
const ELSEWHERE = /(^|\/)lms\//;

test("each type of item is a folder, and one line of the table", () => {
  assert.deepEqual(Object.keys(TYPES).sort(), types.sort());
});

test("nothing but its folder and the table names a type of item", async () => {
  const names = types.join("|");
  const named = new RegExp(`["'\`](${names})["'\`]|\\ban-(${names})\\b`);
  const own = new RegExp(`^items/(types\\.js$|(${names})/)`);
  for (const file of files.filter((one) => !own.test(one) && !ELSEWHERE.test(one))) {
    const found = named.exec(await readFile(`${src}/${file}`, "utf8"));
    assert.equal(found, null, `${file} names ${found?.[0]}`);
  }
});
