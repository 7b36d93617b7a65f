/** Asks the engine of the site's search, without a browser. Reads the questions as JSON, and prints the answers. */
import { readFile, readdir } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { openSearch } from "../../../frontend/src/search/engine/engine.js";

const { root, language, questions } = JSON.parse(await text(process.stdin));

/** @param {string} address of a shard */
async function load(address) {
  const program = await readFile(address.replace(/\?.*/, ""), "utf8");
  let shard = null;
  new Function("answerableSearch", program)((_, version, content) => (shard = { version, content }));
  return shard;
}

const progress = {
  names: ["Fortschritt"],
  values: { open: ["open", "Noch nicht erledigt"], done: ["done", "Erledigt"] },
};
const engine = openSearch({ root, language, progress, load });
const answers = [];
for (const { ask = "search", text: asked, options } of questions) {
  const done = new Set(options?.done);
  answers.push(await engine[ask](asked, { ...options, done: () => done }));
}
console.log(JSON.stringify({ answers, files: await readdir(`${root}search`) }));
