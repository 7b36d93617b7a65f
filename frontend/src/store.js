/**
 * What a learner did, kept on the device: one small record a key, so that two tabs never
 * overwrite each other's work.
 *
 * A key is `answerable/1/<course>/<scenario>/<item>`. The number is the version of the records'
 * shape: a new shape gets a new number, and reads the old keys once to carry them over.
 *
 * Nothing here knows the page. The store works on anything that behaves like `localStorage`, and
 * goes on in memory when there is none or when it is full.
 */

export const VERSION = 1;

const ID = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/**
 * @typedef {Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">} Area
 *
 * @typedef {object} Change
 * @property {string | null} key which record changed; null: any of them may have
 * @property {boolean} here true when this page made the change, false when another tab did
 */

/**
 * The key of one record.
 * @param {...string} ids course, then scenario and item where the record belongs to one
 * @returns {string}
 * @throws {TypeError} when an id has other characters than a-z, 0-9 and inner hyphens
 */
export function recordKey(...ids) {
  for (const id of ids) {
    if (!ID.test(id)) throw new TypeError(`Not an id: "${id}"`);
  }
  return ["answerable", VERSION, ...ids].join("/");
}

/** Records by key, over a storage area that may be missing, full or damaged. */
export class Store {
  /**
   * @param {() => Area | null} open gives the storage area; may throw where access is denied
   * @param {() => number} now milliseconds since 1970
   */
  constructor(open, now) {
    this.now = now;
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
   * @param {(value: unknown) => T | null} accept gives the record, or null when it is not one
   * @returns {T | null} null when nothing is kept, or nothing that can be understood
   */
  read(key, accept) {
    const text = this.text(key);
    if (text === null) return null;
    const record = accept(parsed(text));
    if (record === null) this.setAside(key, text);
    return record;
  }

  /**
   * Reads the record afresh, changes it and writes it, in one go, so that what another tab wrote
   * in between is not lost.
   * @template T
   * @param {string} key
   * @param {(value: unknown) => T | null} accept
   * @param {(before: T | null) => T | null} change null removes the record
   * @returns {T | null} the record after the change
   */
  update(key, accept, change) {
    const after = change(this.read(key, accept));
    this.write(key, after === null ? null : JSON.stringify(after));
    this.announce({ key, here: true });
    return after;
  }

  /**
   * @param {string} prefix
   * @returns {string[]} the keys that begin with it, in no particular order
   */
  keys(prefix) {
    const found = new Set();
    for (let index = 0; index < (this.area ? this.area.length : 0); index += 1) {
      const key = this.area && this.area.key(index);
      if (key && key.startsWith(prefix)) found.add(key);
    }
    for (const [key, text] of this.memory) {
      if (!key.startsWith(prefix)) continue;
      if (text === null) found.delete(key);
      else found.add(key);
    }
    return [...found];
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

  /** @private @param {string} key @returns {string | null} */
  text(key) {
    const kept = this.memory.get(key);
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
