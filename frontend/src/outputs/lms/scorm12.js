/** A session in SCORM 1.2 (the run-time environment's data model, section 3.4). */
import { Connection, resultOf } from "./connection.js";
import { STATUSES } from "./tracking.js";
import { cut, fitted } from "./responses.js";

/** @typedef {import("./responses.js").Response} Response */
/** @typedef {import("./responses.js").Label} Label */
/** @typedef {import("./tracking.js").Interaction} Interaction */
/** @typedef {import("./tracking.js").Status} Status */

/** How long an answer in a report may be. */
const LONGEST_RESPONSE = 255;

export class Scorm12 extends Connection {
  static api = "API";

  /** How many characters of state a platform must store; it may refuse more. */
  limit = 4096;

  /** @param {any} api */
  constructor(api) {
    super(api, {
      prefix: "LMS",
      end: "Finish",
      mode: "cmi.core.lesson_mode",
      learner: "cmi.core.student_id",
      place: "cmi.core.lesson_location",
      exit: "cmi.core.exit",
    });
  }

  /** @returns {Status} */
  status() {
    const told = this.get("cmi.core.lesson_status");
    return STATUSES.find((one) => one === told) || "not attempted";
  }

  /** @param {Status} status */
  setStatus = (status) => this.set("cmi.core.lesson_status", status);

  /** @param {number} percent */
  setScore(percent) {
    this.set("cmi.core.score.raw", percent);
    this.set("cmi.core.score.min", 0);
    this.set("cmi.core.score.max", 100);
  }

  /** @param {number} place among the interactions @param {Interaction} interaction */
  setInteraction(place, { id, at, latency, score, question, response, right }) {
    const part = (/** @type {string} */ name) => `cmi.interactions.${place}.${name}`;
    if (!this.set(part("id"), id)) return false;
    this.set(part("type"), question.type);
    this.set(part("time"), new Date(at).toTimeString().slice(0, 8));
    this.set(part("weighting"), question.weight);
    if (right) this.setFirst(part("correct_responses.0.pattern"), ...patterns(right));
    if (response) this.setFirst(part("student_response"), ...patterns(response));
    this.set(part("result"), resultOf(score, "wrong"));
    if (latency !== null) this.set(part("latency"), duration(latency));
    return true;
  }

  /** @param {number} time that was spent, in ms @param {boolean} done whether everything is done */
  close(time, done) {
    this.set("cmi.core.session_time", duration(time));
    this.set("cmi.core.exit", done ? "" : "suspend");
  }
}

/**
 * An answer as a report shows it. The standard uses letters; most platforms also accept words, which
 * say more.
 * @param {Response} response
 * @returns {string[]} the best form first
 */
function patterns(response) {
  if (response.type === "fill-in") return [cut(response.texts.join(", "), LONGEST_RESPONSE)];
  const text = (/** @type {(label: Label) => string} */ named) =>
    response.type === "matching"
      ? response.pairs.map((pair) => pair.map(named).join(".")).join(",")
      : response.labels.map(named).join(",");
  const spoken = fitted(
    (brief) => text(({ mark, words }) => `${mark}_${joined(brief(words))}`),
    LONGEST_RESPONSE,
  );
  return [spoken ?? [], text(({ mark }) => mark)].flat();
}

/** @param {string} words @returns {string} such as `I_will_call_you` */
const joined = (words) =>
  words.replace(/['’]/g, "").replace(/[^\p{L}\p{M}\p{N}]+/gu, "_").replace(/^_|_$/g, "");

/** @param {number} ms @returns {string} such as `0001:02:03.45` */
export function duration(ms) {
  const hundredths = Math.max(0, Math.round(ms / 10));
  const two = (/** @type {number} */ number) => String(Math.floor(number)).padStart(2, "0");
  const [hours, minutes, seconds] = [hundredths / 360_000, (hundredths / 6_000) % 60, (hundredths / 100) % 60];
  return `${two(hours).padStart(4, "0")}:${two(minutes)}:${two(seconds)}.${two(hundredths % 100)}`;
}
