/**
 * Connects to a learning platform through an object that it puts into a window around the course.
 * Platforms differ in what they store, and some fail during a session; nothing here throws.
 */

/** The most windows to look in, because frames could be nested in a circle. */
const MOST_WINDOWS = 20;

/** Error codes for elements that a platform doesn't support; most elements are optional. */
const NOT_IMPLEMENTED = ["401", "402"];

/**
 * @param {Window} view of the page that looks for it
 * @param {string} name of the object
 * @returns {any} the object from the nearest window around it, or around the one that opened it, or
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
      // A window of another host: the platform may still be above it.
    }
    if (view === view.parent) return null;
    view = view.parent;
  }
  return null;
}

/** @param {Window} view @returns {Window | null} the window that opened it, or one around it */
function opener(view) {
  try {
    return (view.top || view).opener || view.opener;
  } catch {
    return view.opener;
  }
}

/**
 * The names in an edition of SCORM for what all editions have.
 * @typedef {object} Dialect
 * @property {string} prefix how the names of a platform's functions begin
 * @property {string} end the function that ends a session
 * @property {string} mode of a session: `normal`, or `review` and `browse`
 * @property {string} learner the platform's name for them
 * @property {string} place the learner was at
 * @property {string} exit how a session is left
 */

/**
 * @param {number} score 0 to 1
 * @param {string} wrong the edition's word for an answer that is entirely wrong
 * @returns {string} the result as a report shows it
 */
export function resultOf(score, wrong) {
  if (score >= 1) return "correct";
  return score > 0 ? String(Math.round(100 * score) / 100) : wrong;
}

/** One session with a platform, in any edition of SCORM. */
export class Connection {
  /** @param {any} api @param {Dialect} dialect */
  constructor(api, dialect) {
    /** @private */
    this.api = api;
    /** @protected */
    this.dialect = dialect;
    /** Whether the platform has refused something since this was last set to false. */
    this.refused = false;
  }

  /** @returns {boolean} whether the session is open */
  begin() {
    return this.done("Initialize", "");
  }

  /** @returns {string} `normal`, or `review` or `browse`, in which nothing may be written */
  mode = () => this.get(this.dialect.mode);

  /** @returns {string} the platform's name for the learner; "" if it gives none */
  learner = () => this.get(this.dialect.learner);

  /** @returns {string} */
  state = () => this.get("cmi.suspend_data");

  /** @returns {string} */
  place = () => this.get(this.dialect.place);

  /** @returns {number} how many interactions the platform has */
  interactions = () => Number(this.get("cmi.interactions._count")) || 0;

  /** @param {string} state */
  setState = (state) => this.set("cmi.suspend_data", state);

  /** @param {string} place */
  setPlace = (place) => this.set(this.dialect.place, place);

  /** Makes the platform keep the state, whatever happens to the page. */
  keepOpen = () => this.set(this.dialect.exit, "suspend");

  /** @param {string} name @returns {string} "" if it isn't set or isn't supported */
  get(name) {
    const answer = this.call("GetValue", name);
    return answer === null || Number(this.errorCode()) > 0 ? "" : answer;
  }

  /** @param {string} name @param {string | number} value @returns {boolean} whether it was accepted */
  set(name, value) {
    return this.done("SetValue", name, String(value));
  }

  /**
   * Sets an element to the first of some values that the platform accepts.
   * @param {string} name @param {string[]} values the best one first
   */
  setFirst(name, ...values) {
    const before = this.refused;
    if (values.some((value) => this.set(name, value))) this.refused = before;
  }

  /** @returns {boolean} whether everything set so far is stored */
  commit() {
    return this.done("Commit", "");
  }

  /**
   * Ends the session, which also stores everything. There is no commit just before, because a browser
   * sends at most 64 KiB while a page closes, and Moodle sends all answers of the session each time:
   * the second request, with the time spent, would be lost.
   */
  end() {
    this.done(this.dialect.end, "");
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
      return String(this.api[this.dialect.prefix + name](...values));
    } catch {
      return null;
    }
  }

  /** @private @returns {string} "0": all is well */
  errorCode() {
    return this.call("GetLastError") || "0";
  }
}
