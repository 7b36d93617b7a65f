/**
 * Writes fsrs.json: histories of reviews and what the whole scheduler of ts-fsrs makes of them.
 * schedule.js uses the model of that package without its scheduler; the test compares the two.
 *
 *   node test/golden/fsrs.mjs
 */
import { readFile, writeFile } from "node:fs/promises";
import { createEmptyCard, fsrs } from "ts-fsrs";

const START = Date.UTC(2026, 0, 5, 9, 30);
const DAY = 24 * 60 * 60 * 1000;
const HISTORIES = [
  ...[1, 2, 3, 4].map((grade) => [[0, grade]]),
  ...[1, 2, 3, 4].flatMap((one) => [1, 2, 3, 4].map((two) => [[0, one], [3, two]])),
  [[0, 3], [3, 3], [11, 3], [40, 3], [120, 3]],
  [[0, 3], [3, 1], [4, 3], [9, 2], [20, 4], [90, 1]],
  [[0, 4], [400, 4], [1500, 1], [1501, 3]],
  [[0, 2], [0.6, 2], [1.2, 2], [1.8, 3], [30, 1]],
  [...Array(24).keys()].map((n) => [n * 5 + 0.25, (n % 4) + 1]),
];

const scheduler = fsrs({ enable_short_term: false, enable_fuzz: false, maximum_interval: 365 });
const vectors = HISTORIES.map((history) => {
  let card = createEmptyCard(new Date(START));
  const reviews = history.map(([days, grade]) => ({ at: START + Math.round(days * DAY), grade }));
  for (const { at, grade } of reviews) card = scheduler.next(card, new Date(at), grade).card;
  const { stability, difficulty, due } = card;
  return { reviews, expected: { stability, difficulty, due: due.getTime() } };
});

const meta = new URL("../../node_modules/ts-fsrs/package.json", import.meta.url);
const { version } = JSON.parse(await readFile(meta, "utf8"));
const lines = vectors.map((vector) => `  ${JSON.stringify(vector)}`).join(",\n");
await writeFile(
  new URL("fsrs.json", import.meta.url),
  `{"ts-fsrs": "${version}", "vectors": [\n${lines}\n]}\n`,
);
