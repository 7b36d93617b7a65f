/**
 * Stores what a learner did on the device, as small records. Each is read again before it is changed,
 * so that two tabs never overwrite each other's work.
 *
 * The key of a record is `answerable/4/<course>@<path of the site's root>/<scenario>/<item>`; the
 * path ends with a slash, so that two slashes separate it from the ids. The number is the version of
 * the format: a new format gets a new number, and `migrate.js` moves the old records once.
 *
 * In the storage area, records are on 256 shelves: texts such as `{<scenario>/<item>: <record>, …}`
 * under `answerable/4/<course>@<root>/~<number>`. All records of a scenario are on one shelf, which
 * depends on its id. So thousands of records are a few hundred texts to read, and a change writes
 * just a few of them. The course's own records, whose ids begin with `_`, have one text each.
 *
 * The store is independent of the page. It works with anything that behaves like `localStorage`, and
 * continues in memory if there is none or if it is full.
 */
import { parsed } from "../common/json.js";
import { isObject } from "./records.js";
import { ROOT } from "../common/site.js";

export const VERSION = 4;

const CURRENT = `answerable/${VERSION}/`;

const SHELVES = 256;

const ID = /^_?[a-z0-9]+(?:-[a-z0-9]+)*$/;

/**
 * @template T
 * @typedef {import("./records.js").Kind<T>} Kind
 */

/**
 * @typedef {Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">} Area
 *
 * @typedef {object} Change
 * @property {string | null} key of the changed record, or of a text with several; null: any may have
 *   changed
 * @property {boolean} here true when this page made the change, false when another tab did
 */

/** @param {string} id @returns {boolean} */
export const isId = (id) => ID.test(id);

/**
 * The key of one record of this site.
 * @param {string} course
 * @param {...string} ids scenario and item; or one that begins with `_`, for the course's own
 * @returns {string}
 * @throws {TypeError} if an id has characters other than a-z, 0-9 and inner hyphens
 */
export function recordKey(course, ...ids) {
  for (const id of [course, ...ids]) if (!isId(id)) throw new TypeError(`Not an id: "${id}"`);
  return ["answerable", VERSION, `${course}@${ROOT}`, ...ids].join("/");
}

/** @param {string} course @returns {string} the prefix of the keys of all its records */
export const recordPrefix = (course) => `${recordKey(course)}/`;

/** @param {string} course @returns {string[]} the same for this version and all before, newest first */
export const prefixesOf = (course) => [
  recordPrefix(course),
  `answerable/3/${course}@${ROOT}/`,
  `answerable/2/${course}@${ROOT}/`,
  `answerable/1/${course}/`,
];

/** @param {string} scenario @returns {number} of the shelf with its records */
function shelfOf(scenario) {
  let sum = 0;
  for (let place = 0; place < scenario.length; place += 1) {
    sum = (sum * 31 + scenario.charCodeAt(place)) % SHELVES;
  }
  return sum;
}

/**
 * @param {string} key of a record, or of anything else in the area
 * @returns {{at: string, path: string | null}} the key of its text, and its path in that text; null:
 *   the text contains nothing else
 */
function placeOf(key) {
  const mark = `@${ROOT}/`;
  const start = key.startsWith(CURRENT) ? key.indexOf(mark) + mark.length : key.length;
  const path = key.slice(start);
  const [scenario, item, ...rest] = path.split("/");
  if (!item || rest.length > 0 || scenario[0] === "_") return { at: key, path: null };
  return { at: `${key.slice(0, start)}~${shelfOf(scenario)}`, path };
}

/** @param {string} at key of a text @returns {string | null} the prefix of its records' keys */
const shelfPrefix = (at) => (at.startsWith(CURRENT) && /^(.*\/)~\d+$/.exec(at) || [])[1] ?? null;

/** Records by key, over a storage area that may be missing, full or damaged. */
export class Store {
  /**
   * @param {() => Area | null} open gives the storage area; may throw if access is denied
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
    /** @private Key prefix of the course prepared last, to be quick when thousands are read in a row. */
    this.ready = CURRENT + "@";
    /** False once something could not be saved, or if there is no storage at all. */
    this.durable = true;
    /** @private Keys of unreadable records and texts, which are in quarantine. */
    this.damaged = /** @type {Set<string>} */ (new Set());
    /** @private Texts that could not be written to the area, by key. Null: treated as missing. */
    this.memory = /** @type {Map<string, string | null>} */ (new Map());
    /** @private Keys of damaged texts that could not be moved, and must never be overwritten. */
    this.locked = /** @type {Set<string>} */ (new Set());
    /** @private */
    this.listeners = /** @type {Set<(change: Change) => void>} */ (new Set());
    /** @private @type {Area | null} */
    this.area = null;
    try {
      this.area = open();
    } catch {
      // The browser denies access: records stay in memory, and `durable` tells the page.
    }
    if (!this.area) this.durable = false;
  }

  /**
   * @template T
   * @param {string} key
   * @param {Kind<T>} as
   * @returns {T | null} null if there is no record, or no readable one
   */
  read(key, as) {
    this.begin(key);
    return this.kept(key, as);
  }

  /**
   * Visits the wanted records of all scenarios.
   * @template T
   * @param {string} prefix of a course's records
   * @param {Kind<T>} as
   * @param {(item: string) => boolean} wanted
   * @param {(path: string, record: T) => void} visit gets `scenario/item`
   */
  forEach(prefix, as, wanted, visit) {
    // Plain loops, because thousands are read before the browser has compiled this code.
    for (let shelf = 0; shelf < SHELVES; shelf += 1) {
      const records = this.recordsIn(`${prefix}~${shelf}`);
      for (const path in records) {
        if (!wanted(path.slice(path.indexOf("/") + 1))) continue;
        const record = as(records[path]) || this.kept(prefix + path, as); // which puts it in quarantine
        if (record !== null) visit(path, record);
      }
    }
  }

  /**
   * @private
   * @template T
   * @param {string} key
   * @param {Kind<T>} as
   * @returns {T | null}
   */
  kept(key, as) {
    const { at, path } = placeOf(key);
    if (path === null) {
      const text = this.text(at);
      const record = text === null ? null : as(parsed(text));
      if (text !== null && record === null) this.setAside(key, text);
      return record;
    }
    const records = this.recordsIn(at);
    if (!hasOwn(records, path)) return null;
    const record = as(records[path]);
    if (record === null) this.setAside(key, JSON.stringify(records[path]));
    return record;
  }

  /**
   * Reads the record again, changes it and writes it in one step, so that what another tab wrote in
   * the meantime isn't lost.
   * @template T
   * @param {string} key
   * @param {Kind<T>} as
   * @param {(before: T | null) => T | null} change null removes the record
   * @returns {T | null} the record after the change
   */
  update(key, as, change) {
    const after = this.change(key, as, change);
    this.announce({ key, here: true });
    return after;
  }

  /**
   * The same without an announcement. Whoever changes many records announces them together, because
   * a page may show everything anew after each.
   * @template T
   * @param {string} key
   * @param {Kind<T>} as
   * @param {(before: T | null) => T | null} change null removes the record
   * @returns {T | null} the record after the change
   */
  change(key, as, change) {
    const after = change(this.read(key, as));
    this.put(key, after !== null && as.shorter ? as.shorter(after) : after);
    return after;
  }

  /**
   * Removes records, or whole texts, whatever they contain.
   * @param {readonly string[]} keys
   */
  remove(keys) {
    for (const key of keys) {
      this.damaged.delete(key);
      this.locked.delete(key);
      this.put(key, null);
    }
    this.announce({ key: null, here: true });
  }

  /** @private @param {string} key @param {unknown} value null removes it */
  put(key, value) {
    const { at, path } = placeOf(key);
    if (path === null) {
      this.write(at, value === null ? null : JSON.stringify(value));
      return;
    }
    const { [path]: _, ...others } = this.recordsIn(at);
    const records = value === null ? others : { ...others, [path]: value };
    this.write(at, Object.keys(records).length > 0 ? JSON.stringify(records) : null);
  }

  /**
   * @param {string} prefix
   * @returns {string[]} the keys of records that begin with it, in no particular order
   */
  keys(prefix) {
    const scenario = placeOf(`${prefix}x`); // Where a record of it would be.
    const texts = scenario.path === null ? this.texts(prefix) : [scenario.at];
    return texts.flatMap((at) => {
      const before = shelfPrefix(at);
      if (before === null) return [at];
      const all = Object.keys(this.recordsIn(at)).map((path) => before + path);
      return all.filter((key) => key.startsWith(prefix));
    });
  }

  /** @private @param {string} at @returns {Record<string, unknown>} as they are kept, by path */
  recordsIn(at) {
    this.begin(at);
    const text = this.text(at);
    if (text === null) return {};
    const records = parsed(text);
    if (isObject(records)) return records;
    this.setAside(at, text);
    return {};
  }

  /**
   * @param {string} prefix
   * @returns {string[]} the keys of texts that begin with it, in no particular order
   */
  texts(prefix) {
    this.begin(prefix);
    const kept = [];
    const length = this.area ? this.area.length : 0; // Read once, because it is slow.
    for (let index = 0; index < length; index += 1) {
      const key = this.area && this.area.key(index);
      if (key && key.startsWith(prefix)) kept.push(key);
    }
    if (this.memory.size === 0) return kept;
    const found = new Set(kept);
    for (const [key, text] of this.memory) {
      if (!key.startsWith(prefix)) continue;
      if (text === null && !this.locked.has(key)) found.delete(key);
      else found.add(key);
    }
    return [...found];
  }

  /** @param {string} key @returns {boolean} whether its record was unreadable */
  isDamaged(key) {
    return this.damaged.has(key) || this.damaged.has(placeOf(key).at);
  }

  /**
   * @param {string} course
   * @returns {string[]} keys of the course's quarantine
   */
  asides(course) {
    const mine = prefixesOf(course).map((prefix) => prefix.replace("answerable", ""));
    return this.texts("answerable/aside/").filter((key) => mine.some((part) => key.includes(part)));
  }

  /**
   * @param {(change: Change) => void} listener called after each change, here or in another tab
   * @param {AbortSignal} signal ends the subscription
   */
  subscribe(listener, signal) {
    this.listeners.add(listener);
    signal.addEventListener("abort", () => this.listeners.delete(listener));
  }

  /**
   * @param {string} key
   * @param {() => void} listener called after another tab has changed this record
   * @param {AbortSignal} signal ends it
   */
  follow(key, listener, signal) {
    const { at, path } = placeOf(key);
    const now = () => (path === null ? this.text(at) : JSON.stringify(this.recordsIn(at)[path]));
    let known = now();
    this.subscribe((change) => {
      if (change.key !== null && change.key !== key && change.key !== at) return;
      const before = known;
      known = now();
      if (!change.here && known !== before) listener();
    }, signal);
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

  /** @param {string} at @returns {string | null} a text as it is kept */
  text(at) {
    const kept = this.memory.size > 0 ? this.memory.get(at) : undefined; // Called thousands of times.
    if (kept !== undefined) return kept;
    return this.area ? this.area.getItem(at) : null;
  }

  /** @private @param {string} at @param {string | null} text null removes it */
  write(at, text) {
    if (!this.locked.has(at) && this.tried(at, text)) this.memory.delete(at);
    else this.memory.set(at, text);
  }

  /** @private @param {string} at @param {string | null} text @returns {boolean} whether it was saved */
  tried(at, text) {
    if (!this.area) return false;
    try {
      if (text === null) this.area.removeItem(at);
      else this.area.setItem(at, text);
      return true;
    } catch {
      // Full, or not writable: the caller keeps it in memory, and `durable` tells the page.
      this.durable = false;
      return false;
    }
  }

  /**
   * Moves an unreadable record or text into quarantine: to its own key, where it can be repaired.
   * @param {string} key of a record, or of a text @param {string} text
   */
  setAside(key, text) {
    this.damaged.add(key);
    const aside = key.replace(/^answerable\//, `answerable/aside/${this.now()}/`);
    if (!this.tried(aside, text)) this.locked.add(placeOf(key).at);
    this.put(key, null);
  }
}

/** @param {object} value @param {string} name @returns {boolean} */
const hasOwn = (value, name) => Object.prototype.hasOwnProperty.call(value, name);
