/**
 * What a learner did, kept on the device: one small record a key, so that two tabs never
 * overwrite each other's work.
 *
 * A key is `answerable/2/<course>@<path of the site's root>/<scenario>/<item>`; the path ends with
 * a slash, so that two slashes part it from the ids. The number is the version of the records'
 * shape: a new shape gets a new number, and `migrate.js` carries the old keys over once.
 *
 * Nothing here knows the page. The store works on anything that behaves like `localStorage`, and
 * goes on in memory when there is none or when it is full.
 */
import { ROOT } from "./site.js";

export const VERSION = 2;

const CURRENT = `answerable/${VERSION}/`;

const ID = /^_?[a-z0-9]+(?:-[a-z0-9]+)*$/;

/**
 * @template T
 * @typedef {import("./records.js").Kind<T>} Kind
 */

/**
 * @typedef {Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">} Area
 *
 * @typedef {object} Change
 * @property {string | null} key which record changed; null: any of them may have
 * @property {boolean} here true when this page made the change, false when another tab did
 */

/** @param {string} id @returns {boolean} */
export const isId = (id) => ID.test(id);

/**
 * The key of one record of this site.
 * @param {string} course
 * @param {...string} ids scenario and item; or one that begins with `_`, for the course's own
 * @returns {string}
 * @throws {TypeError} when an id has other characters than a-z, 0-9 and inner hyphens
 */
export function recordKey(course, ...ids) {
  for (const id of [course, ...ids]) if (!isId(id)) throw new TypeError(`Not an id: "${id}"`);
  return ["answerable", VERSION, `${course}@${ROOT}`, ...ids].join("/");
}

/** @param {string} course @returns {string} what the keys of all its records begin with */
export const recordPrefix = (course) => `${recordKey(course)}/`;

/** Records by key, over a storage area that may be missing, full or damaged. */
export class Store {
  /**
   * @param {() => Area | null} open gives the storage area; may throw where access is denied
   * @param {() => number} now milliseconds since 1970
   * @param {(store: Store, course: string) => void} [prepare] called once for each course, before
   *   the first of its records is touched
   */
  constructor(open, now, prepare = () => {}) {
    this.now = now;
    /** @private */
    this.prepare = prepare;
    /** @private */
    this.prepared = /** @type {Set<string>} */ (new Set());
    /** @private What the keys of the course prepared last begin with: thousands are read in a row. */
    this.ready = CURRENT + "@";
    /** False once something could not be kept, or when there is no storage at all. */
    this.durable = true;
    /** Keys whose text could not be understood; the text itself is kept under another key. */
    this.damaged = /** @type {Set<string>} */ (new Set());
    /** @private What the area did not take. Null: read as missing. */
    this.memory = /** @type {Map<string, string | null>} */ (new Map());
    /** @private Keys with damaged text that could not be moved: never to be overwritten. */
    this.locked = /** @type {Set<string>} */ (new Set());
    /** @private */
    this.listeners = /** @type {Set<(change: Change) => void>} */ (new Set());
    /** @private @type {Area | null} */
    this.area = null;
    try {
      this.area = open();
    } catch {
      // The browser denies access: the memory takes over, and `durable` tells the page.
    }
    if (!this.area) this.durable = false;
  }

  /**
   * @template T
   * @param {string} key
   * @param {Kind<T>} as
   * @returns {T | null} null when nothing is kept, or nothing that can be understood
   */
  read(key, as) {
    this.begin(key);
    return this.kept(key, as);
  }

  /**
   * @template T
   * @param {string} prefix of the records' keys
   * @param {Kind<T>} as
   * @param {(path: string) => boolean} wanted
   * @returns {Map<string, T>} the wanted records, by what follows the prefix in their keys
   */
  readAll(prefix, as, wanted) {
    const found = new Map();
    for (const key of this.keys(prefix)) {
      const path = key.slice(prefix.length);
      const record = wanted(path) ? this.kept(key, as) : null;
      if (record !== null) found.set(path, record);
    }
    return found;
  }

  /**
   * @private
   * @template T
   * @param {string} key
   * @param {Kind<T>} as
   * @returns {T | null}
   */
  kept(key, as) {
    const text = this.text(key);
    if (text === null) return null;
    const record = as(parsed(text));
    if (record === null) this.setAside(key, text);
    return record;
  }

  /**
   * Reads the record afresh, changes it and writes it, in one go, so that what another tab wrote
   * in between is not lost.
   * @template T
   * @param {string} key
   * @param {Kind<T>} as
   * @param {(before: T | null) => T | null} change null removes the record
   * @returns {T | null} the record after the change
   */
  update(key, as, change) {
    const after = change(this.read(key, as));
    const written = after !== null && as.shorter ? as.shorter(after) : after;
    this.write(key, after === null ? null : JSON.stringify(written));
    this.announce({ key, here: true });
    return after;
  }

  /**
   * Removes records, whatever they hold.
   * @param {readonly string[]} keys
   */
  remove(keys) {
    for (const key of keys) {
      this.damaged.delete(key);
      this.locked.delete(key);
      this.write(key, null);
    }
    this.announce({ key: null, here: true });
  }

  /**
   * @param {string} prefix
   * @returns {string[]} the keys that begin with it, in no particular order
   */
  keys(prefix) {
    this.begin(prefix);
    const kept = [];
    const length = this.area ? this.area.length : 0; // Asked once: it is slow to ask.
    for (let index = 0; index < length; index += 1) {
      const key = this.area && this.area.key(index);
      if (key && key.startsWith(prefix)) kept.push(key);
    }
    if (this.memory.size === 0) return kept;
    const found = new Set(kept);
    for (const [key, text] of this.memory) {
      if (!key.startsWith(prefix)) continue;
      if (text === null) found.delete(key);
      else found.add(key);
    }
    return [...found];
  }

  /**
   * @param {string} course
   * @returns {string[]} keys of what could not be understood and was put aside
   */
  asides(course) {
    const mine = [`/${VERSION}/${course}@${ROOT}/`, `/1/${course}/`];
    return this.keys("answerable/aside/").filter((key) => mine.some((part) => key.includes(part)));
  }

  /**
   * @param {(change: Change) => void} listener called after each change, here or in another tab
   * @param {AbortSignal} signal ends it
   */
  subscribe(listener, signal) {
    this.listeners.add(listener);
    signal.addEventListener("abort", () => this.listeners.delete(listener));
  }

  /** @param {Change} change */
  announce(change) {
    for (const listener of [...this.listeners]) listener(change);
  }

  /** @private @param {string} key of a record, or what keys begin with */
  begin(key) {
    if (key.startsWith(this.ready) || !key.startsWith(CURRENT)) return;
    const course = key.slice(CURRENT.length, key.indexOf("@"));
    if (this.prepared.has(course)) return;
    this.prepared.add(course);
    this.ready = `${CURRENT}${course}@`;
    this.prepare(this, course);
  }

  /** @param {string} key @returns {string | null} what is kept, as it is */
  text(key) {
    const kept = this.memory.size > 0 ? this.memory.get(key) : undefined; // Asked thousands of times.
    if (kept !== undefined) return kept;
    return this.area ? this.area.getItem(key) : null;
  }

  /** @private @param {string} key @param {string | null} text null removes it */
  write(key, text) {
    if (!this.locked.has(key) && this.tried(key, text)) this.memory.delete(key);
    else this.memory.set(key, text);
  }

  /** @private @param {string} key @param {string | null} text @returns {boolean} whether kept */
  tried(key, text) {
    if (!this.area) return false;
    try {
      if (text === null) this.area.removeItem(key);
      else this.area.setItem(key, text);
      return true;
    } catch {
      // Full, or writing is denied: the caller keeps it in memory, and `durable` tells the page.
      this.durable = false;
      return false;
    }
  }

  /**
   * Moves text that nobody understands to a key of its own, where it can be found and mended.
   * @private @param {string} key @param {string} text
   */
  setAside(key, text) {
    this.damaged.add(key);
    const aside = key.replace(/^answerable\//, `answerable/aside/${this.now()}/`);
    if (this.tried(aside, text)) {
      this.write(key, null);
    } else {
      this.locked.add(key);
      this.memory.set(key, null);
    }
  }
}

/** @param {string} text @returns {unknown} undefined when it is not JSON */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // No record accepts it, so that `read` sets the text aside.
  }
}
