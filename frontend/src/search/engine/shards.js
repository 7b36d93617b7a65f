/** Loads the files that `site/search/index.py` describes, each when it is first needed. */
import { numbers } from "./codec.js";

/**
 * @typedef {object} Shard
 * @property {string} version of the index that it belongs to, or of the order of its pages
 * @property {any} content
 *
 * @typedef {(address: string) => Promise<Shard>} Load
 *
 * @typedef {object} Head
 * @property {number} pages how many there are
 * @property {string} language
 * @property {boolean} stemmer whether the language has one
 * @property {string[]} terms the first term of each shard
 * @property {string[]} words the first word of each shard
 * @property {string[]} tails the first word of each shard, backwards
 * @property {number[]} texts the number of the first page of each shard
 * @property {Record<string, string[]>} names what learners call each facet
 * @property {string[][]} synonyms
 * @property {string} version of the index
 * @property {string} texts_version the version of the order of the pages, which is that of all texts
 */

/** The index has been published anew since its head was loaded. */
export class OutdatedError extends Error {}

/** How long (ms) a file may take: a connection that is lost on the way may never end. */
const PATIENCE = 20_000;

/** @type {Map<Element, (shard: Shard) => void>} */
const awaited = new Map();

/**
 * Scripts are all that a page may load on file:// and under a strict policy.
 * @type {Load}
 */
export function loadScript(address) {
  Object.assign(globalThis, { answerableSearch: receive });
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    const end = () => {
      clearTimeout(late);
      script.remove();
      awaited.delete(script);
      reject(new Error(`${address} can't be loaded`)); // Without effect if it has come.
    };
    const late = setTimeout(end, PATIENCE);
    script.addEventListener("load", end);
    script.addEventListener("error", end);
    awaited.set(script, resolve);
    script.fetchPriority = "high"; // Somebody waits for it.
    script.src = address;
    document.head.append(script);
  });
}

/** @param {string} _name @param {string} version @param {unknown} content */
function receive(_name, version, content) {
  const script = document.currentScript;
  if (script) awaited.get(script)?.({ version, content });
}

/** How many shards stay in memory: many times what one query needs. */
const MOST = 300;

export class Shards {
  /** @type {Map<string, Promise<any>>} */
  #loaded = new Map();
  #root;
  #load;
  /** @type {Promise<Head> | null} */
  #head = null;

  /** @param {string} root the address of the locale's folder @param {Load} load */
  constructor(root, load) {
    this.#root = root;
    this.#load = load;
  }

  /** @returns {Promise<Head>} */
  head() {
    this.#head ??= this.#loadHead("").catch((error) => {
      this.#head = null; // Another try may succeed.
      throw error;
    });
    return this.#head;
  }

  /** Forgets an outdated index. */
  async renew() {
    this.#loaded.clear();
    this.#head = this.#loadHead(`?${Date.now()}`);
    await this.#head;
  }

  /** @param {string} fresh @returns {Promise<Head>} */
  async #loadHead(fresh) {
    const { version, content } = await this.#load(`${this.#root}search/head.js${fresh}`);
    let first = 0;
    const texts = numbers(content.texts).map((pages) => (first += pages) - pages);
    const list = (/** @type {string} */ joined) => (joined ? joined.split(" ") : []);
    const firsts = { terms: list(content.terms), words: list(content.words), tails: list(content.tails) };
    return { ...content, version, texts, ...firsts };
  }

  /** @returns {Promise<(word: string) => string>} */
  async stemmer() {
    const { stemmer } = await this.head();
    return stemmer ? this.#once("stemmer", async () => (await this.#load(this.#at("stemmer", ""))).content) : String;
  }

  /** @param {string} name @param {string} version @returns {string} */
  #at(name, version) {
    return `${this.#root}search/${name}.js${version && `?${version}`}`;
  }

  /**
   * @template Value
   * @param {string} name
   * @param {() => Promise<Value>} make
   * @returns {Promise<Value>}
   */
  #once(name, make) {
    const known = this.#loaded.get(name);
    if (known) {
      this.#loaded.delete(name); // It is the latest now.
      this.#loaded.set(name, known);
      return known;
    }
    const made = make();
    made.catch(() => this.#loaded.delete(name));
    this.#loaded.set(name, made);
    for (const oldest of this.#loaded.keys()) {
      if (this.#loaded.size <= MOST) break;
      this.#loaded.delete(oldest);
    }
    return made;
  }

  /**
   * What a shard holds.
   * @template Value
   * @param {string} name
   * @param {(content: any) => Value} read called once
   * @returns {Promise<Value>}
   */
  async get(name, read) {
    const head = await this.head();
    const version = name.startsWith("texts-") ? head.texts_version : head.version;
    return this.#once(name, async () => {
      const shard = await this.#load(this.#at(name, version));
      if (shard.version !== version) throw new OutdatedError(name);
      return read(shard.content);
    });
  }
}

/**
 * @param {string[]} firsts what each shard begins with, ascending
 * @param {string} value
 * @returns {number} the place of the shard that has the value if any has, from 0; -1: before all
 */
export function placeOf(firsts, value) {
  let low = 0;
  let high = firsts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (firsts[middle] <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
