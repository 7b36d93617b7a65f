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

const engine = openSearch({ root, language, load });
const answers = [];
for (const { ask = "search", text: asked, options } of questions) {
  if (options?.done) options.done.ids = new Set(options.done.ids);
  answers.push(await engine[ask](asked, options));
}
console.log(JSON.stringify({ answers, files: await readdir(`${root}search`) }));
