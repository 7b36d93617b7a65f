/**
 * The side of a learning platform, as SCORM 1.2 has it: an object named `API` in a window around the
 * course. Platforms differ in what they keep, and some fail in the middle of a session; nothing here
 * throws.
 */

/** How many windows are asked at most: a platform could frame itself in a circle. */
const MOST_WINDOWS = 20;

/** What a platform answers that does not keep an element. It need not: most are optional. */
const NOT_IMPLEMENTED = 401;

/**
 * @typedef {object} Api
 * @property {(nothing: "") => unknown} LMSInitialize
 * @property {(nothing: "") => unknown} LMSFinish
 * @property {(name: string) => unknown} LMSGetValue
 * @property {(name: string, value: string) => unknown} LMSSetValue
 * @property {(nothing: "") => unknown} LMSCommit
 * @property {() => unknown} LMSGetLastError
 */

/**
 * @param {Window} view of the page that asks
 * @returns {Api | null} from the nearest window around it, or around the one that opened it
 */
export function findApi(view) {
  return upwards(view) || upwards(opener(view));
}

/** @param {Window | null} start @returns {Api | null} */
function upwards(start) {
  let view = start;
  for (let count = 0; view && count < MOST_WINDOWS; count += 1) {
    try {
      const { API } = /** @type {any} */ (view);
      if (API) return API;
    } catch {
      // Another host's window: the platform may still stand above it.
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

/** One session with a platform. */
export class Session {
  /** @param {Api} api */
  constructor(api) {
    /** @private */
    this.api = api;
    /** Whether the platform has refused something since this was last set to false. */
    this.refused = false;
  }

  /** @returns {boolean} whether the session is open */
  begin() {
    return this.done("LMSInitialize", "");
  }

  /** @param {string} name @returns {string} "" when it is not set, or not kept */
  get(name) {
    const answer = this.call("LMSGetValue", name);
    return answer === null || this.errorCode() > 0 ? "" : answer;
  }

  /** @param {string} name @param {string | number} value @returns {boolean} whether it was taken */
  set(name, value) {
    return this.done("LMSSetValue", name, String(value));
  }

  /** @returns {boolean} whether everything set so far is safe */
  commit() {
    return this.done("LMSCommit", "");
  }

  end() {
    this.done("LMSFinish", "");
  }

  /** @private @param {keyof Api} name @param {string[]} values @returns {boolean} */
  done(name, ...values) {
    const answer = this.call(name, ...values);
    if (answer === "true") return true;
    if (answer === null || this.errorCode() !== NOT_IMPLEMENTED) this.refused = true;
    return false;
  }

  /** @private @param {keyof Api} name @param {string[]} values @returns {string | null} null: it failed */
  call(name, ...values) {
    try {
      return String(/** @type {any} */ (this.api)[name](...values));
    } catch {
      return null;
    }
  }

  /** @private @returns {number} 0: all is well */
  errorCode() {
    return Number(this.call("LMSGetLastError"));
  }
}
