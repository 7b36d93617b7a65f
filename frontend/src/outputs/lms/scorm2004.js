/** A session in SCORM 2004, 3rd edition (run-time environment, section 4.2). */
import { Connection, resultOf } from "./connection.js";
import { cut, entriesOf, fitted, targetsOf } from "./responses.js";

/** @typedef {import("./responses.js").Response} Response */
/** @typedef {import("./tracking.js").Interaction} Interaction */
/** @typedef {import("./tracking.js").Status} Status */

/** How long a text in an interaction may be: a description, or the answer for one gap. */
const LONGEST_TEXT = 250;

export class Scorm2004 extends Connection {
  static api = "API_1484_11";

  /** How many characters of state a platform must store; it may refuse more. */
  limit = 64_000;

  /** @param {any} api */
  constructor(api) {
    super(api, {
      prefix: "",
      end: "Terminate",
      mode: "cmi.mode",
      learner: "cmi.learner_id",
      place: "cmi.location",
      exit: "cmi.exit",
    });
  }

  /** @returns {Status} */
  status() {
    const success = this.get("cmi.success_status");
    if (success === "passed" || success === "failed") return success;
    const completion = this.get("cmi.completion_status");
    return completion === "completed" || completion === "incomplete" ? completion : "not attempted";
  }

  /** Here, completion and success are separate elements. @param {Status} status */
  setStatus(status) {
    const isOpen = status === "incomplete";
    this.set("cmi.completion_status", isOpen ? "incomplete" : "completed");
    if (status === "passed" || status === "failed") this.set("cmi.success_status", status);
  }

  /** @param {number} percent */
  setScore(percent) {
    this.set("cmi.score.scaled", percent / 100);
    this.set("cmi.score.raw", percent);
    this.set("cmi.score.min", 0);
    this.set("cmi.score.max", 100);
  }

  /** @param {number} place among the interactions @param {Interaction} interaction */
  setInteraction(place, { id, at, latency, score, question, response, right }) {
    const part = (/** @type {string} */ name) => `cmi.interactions.${place}.${name}`;
    if (!this.set(part("id"), id)) return false;
    this.set(part("type"), question.type);
    this.set(part("description"), described(question));
    this.set(part("timestamp"), new Date(at).toISOString().replace(/\.\d+Z$/, ".0Z"));
    this.set(part("weighting"), question.weight);
    if (right) this.set(part("correct_responses.0.pattern"), pattern(right));
    if (response) this.set(part("learner_response"), pattern(response));
    this.set(part("result"), resultOf(score, "incorrect"));
    if (latency !== null) this.set(part("latency"), duration(latency));
    return true;
  }

  /** @param {number} time that was spent, in ms */
  close(time) {
    this.set("cmi.session_time", duration(time));
    // Never `normal`: a platform would then forget the state, and with it the learner's progress.
    this.keepOpen();
  }
}

/** @param {Response} response @returns {string} with the separators of the standard, section 4.2.9.1 */
function pattern(response) {
  if (response.type === "fill-in") {
    return response.texts.map((text) => cut(text, LONGEST_TEXT)).join("[,]");
  }
  return response.type === "matching"
    ? response.pairs.map((pair) => pair.map(({ mark }) => mark).join("[.]")).join("[,]")
    : response.labels.map(({ mark }) => mark).join("[,]");
}

/**
 * The question, and which mark means which answer, because patterns may only contain marks.
 * @param {import("./responses.js").Question} question
 * @returns {string}
 */
function described(question) {
  const legend = [...entriesOf(question), ...targetsOf(question)];
  const text = (/** @type {(words: string) => string} */ brief) =>
    [brief(question.asks), ...legend.map(({ mark, words }) => `${mark}: ${brief(words)}`)].join(" | ");
  return fitted(text, LONGEST_TEXT) ?? cut(text((words) => words), LONGEST_TEXT);
}

/** @param {number} ms @returns {string} such as `PT1H2M3.45S` */
export function duration(ms) {
  const hundredths = Math.max(0, Math.round(ms / 10));
  const [hours, minutes] = [Math.floor(hundredths / 360_000), Math.floor(hundredths / 6_000) % 60];
  return `PT${hours}H${minutes}M${(hundredths % 6_000) / 100}S`;
}
