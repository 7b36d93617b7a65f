/**
 * The line to a learning platform: an object that it puts into a window around the course. Platforms
 * differ in what they keep, and some fail in the middle of a session; nothing here throws.
 */

/** How many windows are asked at most: a platform could frame itself in a circle. */
const MOST_WINDOWS = 20;

/** What a platform answers that does not keep an element. It need not: most are optional. */
const NOT_IMPLEMENTED = ["401", "402"];

/**
 * @param {Window} view of the page that asks
 * @param {string} name of the object
 * @returns {any} the object from the nearest window around it, or around the one that opened it; or
 *   null
 */
export function findApi(view, name) {
  return upwards(view, name) || upwards(opener(view), name);
}

/** @param {Window | null} start @param {string} name @returns {any} */
function upwards(start, name) {
  let view = start;
  for (let count = 0; view && count < MOST_WINDOWS; count += 1) {
    try {
      const api = /** @type {any} */ (view)[name];
      if (api) return api;
    } catch {
      // Another host's window: the platform may still be above it.
    }
    if (view === view.parent) return null;
    view = view.parent;
  }
  return null;
}

/** @param {Window} view @returns {Window | null} what opened it, or one of the windows around it */
function opener(view) {
  try {
    return (view.top || view).opener || view.opener;
  } catch {
    return view.opener;
  }
}

/**
 * What a version of SCORM calls the functions of a platform.
 * @typedef {{begin: string, end: string, get: string, set: string, commit: string, error: string}} Functions
 */

/** One session with a platform, in the words of any version of SCORM. */
export class Connection {
  /** @param {any} api @param {Functions} functions */
  constructor(api, functions) {
    /** @private */
    this.api = api;
    /** @private */
    this.functions = functions;
    /** Whether the platform has refused something since this was last set to false. */
    this.refused = false;
  }

  /** @returns {boolean} whether the session is open */
  begin() {
    return this.done(this.functions.begin, "");
  }

  /** @param {string} name @returns {string} "" when it is not set, or not kept */
  get(name) {
    const answer = this.call(this.functions.get, name);
    return answer === null || Number(this.errorCode()) > 0 ? "" : answer;
  }

  /** @param {string} name @param {string | number} value @returns {boolean} whether it was taken */
  set(name, value) {
    return this.done(this.functions.set, name, String(value));
  }

  /**
   * Sets an element to the first of some values that the platform takes.
   * @param {string} name @param {string[]} values the best one first
   */
  setFirst(name, ...values) {
    const before = this.refused;
    if (values.some((value) => this.set(name, value))) this.refused = before;
  }

  /** @returns {boolean} whether everything set so far is safe */
  commit() {
    return this.done(this.functions.commit, "");
  }

  end() {
    this.done(this.functions.end, "");
  }

  /** @private @param {string} name @param {string[]} values @returns {boolean} */
  done(name, ...values) {
    const answer = this.call(name, ...values);
    if (answer === "true") return true;
    if (answer === null || !NOT_IMPLEMENTED.includes(this.errorCode())) this.refused = true;
    return false;
  }

  /** @private @param {string} name @param {string[]} values @returns {string | null} null: it failed */
  call(name, ...values) {
    try {
      return String(this.api[name](...values));
    } catch {
      return null;
    }
  }

  /** @private @returns {string} "0": all is well */
  errorCode() {
    return this.call(this.functions.error) || "0";
  }
}
