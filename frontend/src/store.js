/**
 * What a learner did, kept on the device: small records, read afresh before each change, so that
 * two tabs never overwrite each other's work.
 *
 * The key of a record is `answerable/3/<course>@<path of the site's root>/<scenario>/<item>`; the
 * path ends with a slash, so that two slashes part it from the ids. The number is the version of
 * what is kept: a new shape gets a new number, and `migrate.js` carries the old keys over once.
 *
 * The records of one scenario share a text in the storage area, `{<item>: <record>, …}` under the
 * key without the item: a page that asks for all of them has a quarter of the texts to fetch. The
 * course's own records, whose ids begin with `_`, have a text each.
 *
 * Nothing here knows the page. The store works on anything that behaves like `localStorage`, and
 * goes on in memory when there is none or when it is full.
 */
import { isObject } from "./records.js";
import { ROOT } from "./site.js";

export const VERSION = 3;

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
 * @property {string | null} key which record changed, or a text with several; null: any may have
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

/** @param {string} course @returns {string[]} the same for this version and all before, newest first */
export const prefixesOf = (course) => [
  recordPrefix(course),
  `answerable/2/${course}@${ROOT}/`,
  `answerable/1/${course}/`,
];

/**
 * @param {string} key of a record, or of anything else in the area
 * @returns {{at: string, item: string | null}} the key of its text, and its place in what is kept
 *   there; null: the text holds nothing else
 */
function placeOf(key) {
  const mark = `@${ROOT}/`;
  const start = key.startsWith(CURRENT) ? key.indexOf(mark) : -1;
  const [scenario, item, ...rest] = start < 0 ? [] : key.slice(start + mark.length).split("/");
  if (!item || rest.length > 0 || scenario[0] === "_") return { at: key, item: null };
  return { at: key.slice(0, -item.length - 1), item };
}

/** @param {string} at key of a text @returns {boolean} whether it holds the records of a scenario */
const isShared = (at) => placeOf(`${at}/x`).item === "x";

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
    /** @private Keys of records and texts that could not be understood; they are kept elsewhere. */
    this.damaged = /** @type {Set<string>} */ (new Set());
    /** @private Texts that the area did not take, by their keys. Null: read as missing. */
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
   * The records of all scenarios, but those that keep something else.
   * @template T
   * @param {string} prefix of a course's records
   * @param {Kind<T>} as
   * @param {(item: string) => boolean} wanted
   * @returns {Map<string, T>} by `scenario/item`
   */
  readAll(prefix, as, wanted) {
    // Loops as plain as these: thousands are read before the browser has compiled any of it.
    const found = new Map();
    const scenarios = [];
    const texts = [];
    for (const at of this.texts(prefix)) {
      const scenario = at.slice(prefix.length);
      const text = scenario[0] === "_" || scenario.includes("/") ? null : this.text(at);
      if (text === null) continue;
      scenarios.push(scenario);
      texts.push(text);
    }
    const values = allParsed(texts);
    for (let place = 0; place < values.length; place += 1) {
      const records = values[place];
      if (!isObject(records)) {
        this.setAside(prefix + scenarios[place], texts[place]);
        continue;
      }
      for (const item in records) {
        if (!wanted(item)) continue;
        const path = `${scenarios[place]}/${item}`;
        const record = as(records[item]) || this.kept(prefix + path, as); // which sets it aside
        if (record !== null) found.set(path, record);
      }
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
    const { at, item } = placeOf(key);
    const text = this.text(at);
    if (text === null) return null;
    const value = parsed(text);
    if (item === null) {
      const record = as(value);
      if (record === null) this.setAside(key, text);
      return record;
    }
    if (!isObject(value)) {
      this.setAside(at, text);
      return null;
    }
    if (!hasOwn(value, item)) return null;
    const record = as(value[item]);
    if (record === null) this.setAside(key, JSON.stringify(value[item]));
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
    this.put(key, after !== null && as.shorter ? as.shorter(after) : after);
    this.announce({ key, here: true });
    return after;
  }

  /**
   * Removes records, or whole texts, whatever they hold.
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
    const { at, item } = placeOf(key);
    if (item === null) {
      this.write(at, value === null ? null : JSON.stringify(value));
      return;
    }
    const { [item]: _, ...others } = this.recordsIn(at);
    const records = value === null ? others : { ...others, [item]: value };
    this.write(at, Object.keys(records).length > 0 ? JSON.stringify(records) : null);
  }

  /**
   * @param {string} prefix
   * @returns {string[]} the keys of records that begin with it, in no particular order
   */
  keys(prefix) {
    const whole = prefix.slice(0, -1);
    const texts = prefix.endsWith("/") && isShared(whole) ? [whole] : this.texts(prefix);
    return texts.flatMap((at) =>
      isShared(at) ? this.itemsIn(at).map((item) => `${at}/${item}`) : [at],
    );
  }

  /** @private @param {string} at @returns {string[]} */
  itemsIn(at) {
    return Object.keys(this.recordsIn(at));
  }

  /** @private @param {string} at @returns {Record<string, unknown>} as they are kept, by item */
  recordsIn(at) {
    this.begin(at);
    const text = this.text(at);
    const records = text === null ? {} : parsed(text);
    if (isObject(records)) return records;
    this.setAside(at, text || "");
    return {};
  }

  /**
   * @param {string} prefix
   * @returns {string[]} the keys of texts that begin with it, in no particular order
   */
  texts(prefix) {
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
      if (text === null && !this.locked.has(key)) found.delete(key);
      else found.add(key);
    }
    return [...found];
  }

  /** @param {string} key @returns {boolean} whether a record was there that nobody understands */
  isDamaged(key) {
    return this.damaged.has(key) || this.damaged.has(placeOf(key).at);
  }

  /**
   * @param {string} course
   * @returns {string[]} keys of what could not be understood and was put aside
   */
  asides(course) {
    const mine = prefixesOf(course).map((prefix) => prefix.replace("answerable", ""));
    return this.texts("answerable/aside/").filter((key) => mine.some((part) => key.includes(part)));
  }

  /**
   * @param {(change: Change) => void} listener called after each change, here or in another tab
   * @param {AbortSignal} signal ends it
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
    const { at, item } = placeOf(key);
    const now = () => (item === null ? this.text(at) : JSON.stringify(this.recordsIn(at)[item]));
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
    const kept = this.memory.size > 0 ? this.memory.get(at) : undefined; // Asked thousands of times.
    if (kept !== undefined) return kept;
    return this.area ? this.area.getItem(at) : null;
  }

  /** @private @param {string} at @param {string | null} text null removes it */
  write(at, text) {
    if (!this.locked.has(at) && this.tried(at, text)) this.memory.delete(at);
    else this.memory.set(at, text);
  }

  /** @private @param {string} at @param {string | null} text @returns {boolean} whether kept */
  tried(at, text) {
    if (!this.area) return false;
    try {
      if (text === null) this.area.removeItem(at);
      else this.area.setItem(at, text);
      return true;
    } catch {
      // Full, or writing is denied: the caller keeps it in memory, and `durable` tells the page.
      this.durable = false;
      return false;
    }
  }

  /**
   * Moves what nobody understands to a key of its own, where it can be found and mended.
   * @private @param {string} key of a record, or of a text @param {string} text
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

/** @param {string} text @returns {unknown} undefined when it is not JSON */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // No record accepts it, so that `read` sets the text aside.
  }
}

/**
 * Parses thousands of texts at once, which takes half the time.
 * @param {string[]} texts
 * @returns {unknown[]} the value of each; undefined where it is not JSON
 */
function allParsed(texts) {
  const values = parsed(`[${texts.join()}]`);
  return Array.isArray(values) && values.length === texts.length ? values : texts.map(parsed);
}
