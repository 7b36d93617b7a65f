import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { read } from "../src/elements/reply-coach/coach.js";
import { RULES } from "../src/elements/reply-coach/rules/rules.js";

const WHAT = ["who", "next", "when", "idle", "vague", "back"];

for (const [language, rules] of Object.entries(RULES)) {
  const path = new URL(`golden/replies-${language}.json`, import.meta.url);
  const replies = JSON.parse(await readFile(path, "utf8"));

  for (const { text, has, fools } of replies) {
    test(`${language}: ${fools ? `${fools}: ` : ""}${text}`, () => {
      const reading = read(text, rules);
      const found = WHAT.filter((what) => (what === "back" ? reading.back.length > 0 : reading[what]));
      const words = WHAT.flatMap((what) => [reading[what]].flat().map((span) => span && `${what}: ${text.slice(span.start, span.end)}`));
      assert.equal(found.join(" "), has, words.filter(Boolean).join(" | "));
    });
  }

  test(`${language}: any text is read, quickly, and every place is in it`, () => {
    const all = replies.map(({ text }) => text);
    for (const text of ["", " ", "…", "🙂", all.join(" "), all.join("\n").repeat(20), "“".repeat(5000), "I'll ".repeat(2000), "a".repeat(20_000)]) {
      const begun = performance.now();
      const reading = read(text, rules);
      assert.ok(performance.now() - begun < 2000);
      for (const span of WHAT.flatMap((what) => reading[what] || [])) {
        assert.ok(0 <= span.start && span.start < span.end && span.end <= text.length);
      }
    }
  });
}
