/**
 * What the second script takes from the first. Both are classic scripts, because modules do not load
 * from file://, and no module may be in both: there is one store a page. The build puts these names
 * in the place of the modules, and fails when one of them is missing here.
 */
export { attemptsOf, checked, opened } from "./attempt.js";
export {
  ASSESSMENT,
  CERTIFICATE,
  DECK,
  asCertificate,
  asDeck,
  bestPassed,
  kept,
  same,
} from "./deck.js";
export { store } from "./device.js";
export { all, data, define, need, onSubmit, pageLanguage } from "./dom.js";
export { isDraft } from "./items/draft.js";
export { parsed } from "./json.js";
export { isWords, kindAt } from "./kinds.js";
export { counted, filled, longDate, shortNumber } from "./message.js";
export { put } from "./migrate.js";
export {
  LAST,
  OWN_REPLY,
  REFLECTION,
  SETTINGS,
  asAnswer,
  asLastVisit,
  asSettings,
  isCount,
  isObject,
} from "./records.js";
export { newSeed, shuffled } from "./shuffle.js";
export { VERSION, isId, prefixesOf, recordKey, recordPrefix } from "./store.js";
export { trackedBy, trackedIn } from "./tracked.js";
export { courseFiles, keep, workers } from "./worker.js";
