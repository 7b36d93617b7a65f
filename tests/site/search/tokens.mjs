/** What the browser makes of texts, for `test_agreement.py`. Reads them as JSON, and prints the results. */
import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { numbers, postings } from "../../../frontend/src/search/engine/codec.js";
import { folded, isUnspaced, normal, readings, termsIn, words } from "../../../frontend/src/search/engine/tokens.js";

const { stemmers, languages, texts, written, lists } = JSON.parse(await text(process.stdin));

const made = {};
for (const language of languages) {
  let stem = String;
  if (stemmers[language]) {
    const program = await readFile(stemmers[language], "utf8");
    new Function("answerableSearch", program)((name, version, content) => (stem = content));
  }
  const termsOf = termsIn(language, stem);
  made[language] = texts.map((one) =>
    words(one).map((word) => [...new Set(readings(word).flat().flatMap(termsOf))].sort()),
  );
}
console.log(
  JSON.stringify({
    normal: texts.map(normal),
    words: texts.map(words),
    folded: texts.map((one) => words(one).map(folded)),
    unspaced: texts.map((one) => words(one).map(isUnspaced)),
    terms: made,
    numbers: written.map(numbers),
    pages: lists.map((list) => {
      const found = [];
      postings(list, (page, level) => found.push([page, level]));
      return found;
    }),
  }),
);
