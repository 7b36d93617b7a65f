/** Searches the course: what somebody types to results in order. Loads only what a question needs. */
import { fromGaps, numbers, postings } from "./codec.js";
import { excerpt, marked } from "./excerpt.js";
import { key, questionOf } from "./question.js";
import { OutdatedError, Shards, loadScript, placeOf } from "./shards.js";
import { folded, isUnspaced, readings, termsIn, words } from "./tokens.js";
import { allowed, distance } from "./typos.js";

/**
 * @typedef {import("./excerpt.js").Piece} Piece
 *
 * @typedef {object} Hit
 * @property {string} address relative to the locale's root
 * @property {Piece[]} title
 * @property {Piece[]} excerpt
 * @property {string} module
 * @property {string} department
 * @property {string} channel
 * @property {string} scenario its id, or ""
 *
 * @typedef {object} Answer
 * @property {number} total
 * @property {Hit[]} hits
 * @property {string | null} shownFor the question with its typos corrected, if that is what was answered
 * @property {Record<string, string[]>} filters those that are written in the question
 *
 * @typedef {object} Options
 * @property {Record<string, string[]>} [filters] values to choose from, by facet
 * @property {number} [from] the place of the first hit
 * @property {number} [count] of hits
 * @property {{ids: Set<string>, wanted: boolean} | null} [done] the scenarios that a learner has done, and
 *   whether these or the others are wanted
 *
 * @typedef {object} FacetValue
 * @property {string} value
 * @property {string} label
 * @property {number} count of pages
 *
 * @typedef {object} Entry a term, with the words of which it is one, and its postings
 * @property {string} term
 * @property {string[]} forms
 * @property {string} pages
 *
 * @typedef {object} Found what was found of one word
 * @property {Uint8Array} levels how well each page fits it; 0: not at all
 * @property {number} count of pages
 */

const PREFIX = 2; // letters from which on the beginning of a word finds it
const PREFIX_SHARDS = 3; // that are loaded for a beginning, at most
const BY_BEGINNING = 0.6; // of the level of a whole word
const CHECKED = 300; // pages, the best, that are looked through for a phrase
const ENOUGH = 0.6; // of what the words weigh, if no page has all of them

/**
 * @param {{root: string, language: string, load?: import("./shards.js").Load}} where the address of the
 *   locale's folder, and its language
 * @returns {Engine}
 */
export const openSearch = ({ root, language, load = loadScript }) => new Engine(root, language, load);

export class Engine {
  #shards;
  #language;
  /** @type {((unit: string) => string[]) | null} */
  #termsOf = null;

  /** @param {string} root @param {string} language @param {import("./shards.js").Load} load */
  constructor(root, language, load) {
    this.#shards = new Shards(root, load);
    this.#language = language;
  }

  /**
   * @param {string} text
   * @param {Options} [options]
   * @returns {Promise<Answer>}
   */
  search(text, options = {}) {
    return this.#current(() => this.#answer(text, options));
  }

  /** @returns {Promise<Record<string, FacetValue[]>>} */
  facets() {
    return this.#current(async () => {
      const facets = await this.#facets();
      return Object.fromEntries(
        Object.entries(facets).map(([facet, values]) => [
          facet,
          values.map(([value, count]) => ({ value, label: value, count })),
        ]),
      );
    });
  }

  /** @param {string} text @returns {Promise<string | null>} the same with the nearest words that there are */
  nearest(text) {
    return this.#current(async () => {
      const head = await this.#shards.head();
      const question = questionOf(text, head.names);
      const corrected = await this.#corrected(question.words, true);
      return corrected && corrected.join(" ");
    });
  }

  /**
   * @template Value
   * @param {() => Promise<Value>} ask
   * @returns {Promise<Value>} what it gives, with a new index if ours is outdated
   */
  async #current(ask) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof OutdatedError)) throw error;
      await this.#shards.renew();
      return ask();
    }
  }

  /** @param {string} unit @returns {string[]} */
  #terms = (unit) => /** @type {(unit: string) => string[]} */ (this.#termsOf)(unit);

  /** @param {string} text @param {Options} options @returns {Promise<Answer>} */
  async #answer(text, { filters = {}, from = 0, count = 10, done = null }) {
    const [head, stem] = await Promise.all([this.#shards.head(), this.#shards.stemmer()]);
    this.#termsOf ??= termsIn(this.#language, stem);
    const question = questionOf(text, head.names);
    const written = await this.#written(question.filters);
    const chosen = await this.#chosen([filters, written], done);
    if (!question.words.length && !chosen) return { total: 0, hits: [], shownFor: null, filters: written };
    let asked = question.words;
    let found = await Promise.all(asked.map((_, at) => this.#word(asked, at, question.unfinished)));
    let shownFor = null;
    const corrected = found.some(({ count: pages }) => !pages) ? await this.#corrected(asked, false) : null;
    if (corrected) {
      asked = corrected;
      shownFor = corrected.join(" ");
      found = await Promise.all(asked.map((_, at) => this.#word(asked, at, question.unfinished)));
    }
    let pages = ranked(found, head.pages, chosen);
    if (question.phrases.length) pages = await this.#withPhrases(pages, question.phrases);
    if (from === 0 && pages.length > 1) pages = await this.#titleFirst(pages, asked, Math.max(count, 10));
    const wanted = this.#wanted(asked, question.unfinished);
    const hits = await Promise.all(pages.slice(from, from + count).map((page) => this.#hit(page, wanted)));
    return { total: pages.length, hits, shownFor: pages.length ? shownFor : null, filters: written };
  }

  // ---- Words --------------------------------------------------------------------------------

  /** @param {number} place @returns {Promise<Map<string, Entry>>} */
  #entries(place) {
    return this.#shards.get(`terms-${place + 1}`, (/** @type {string} */ content) => {
      const lines = content.split("\n").map((line) => line.split(" "));
      return new Map(lines.map(([term, forms, pages]) => [term, { term, forms: formsOf(term, forms), pages }]));
    });
  }

  /** @param {string} term @returns {Promise<Entry | undefined>} */
  async #entry(term) {
    const { terms } = await this.#shards.head();
    const place = placeOf(terms, term);
    return place < 0 ? undefined : (await this.#entries(place)).get(term);
  }

  /** @param {string} beginning @returns {Promise<Entry[]>} the terms that begin so, or a form of which does */
  async #beginning(beginning) {
    const { terms } = await this.#shards.head();
    const first = Math.max(0, placeOf(terms, beginning));
    const last = Math.min(placeOf(terms, `${beginning}\uffff`), first + PREFIX_SHARDS - 1);
    const places = Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at);
    const shards = await Promise.all(places.map((place) => this.#entries(place)));
    const begins = (/** @type {string} */ word) => word.startsWith(beginning);
    return shards.flatMap((shard) =>
      [...shard.values()].filter(({ term, forms }) => begins(term) || forms.some(begins)),
    );
  }

  /**
   * @param {string[]} asked
   * @param {number} at the place of a word in it
   * @param {boolean} unfinished whether the last one may go on
   * @returns {Promise<Found>}
   */
  async #word(asked, at, unfinished) {
    const { pages } = await this.#shards.head();
    const levels = new Uint8Array(pages);
    const ways = readings(asked[at]);
    const neighbours = [at > 0 && asked[at - 1] + asked[at], at + 1 < asked.length && asked[at] + asked[at + 1]];
    ways.push(...neighbours.flatMap((joined) => (joined && !isUnspaced(joined) ? [[joined]] : [])));
    await Promise.all(ways.map(async (units) => raise(levels, await this.#all(units), 1)));
    const last = at === asked.length - 1;
    if ((last && unfinished) || !levels.some(Boolean)) await this.#raiseByBeginning(levels, asked[at]);
    return { levels, count: levels.reduce((sum, level) => sum + (level ? 1 : 0), 0) };
  }

  /** @param {Uint8Array} levels @param {string} word */
  async #raiseByBeginning(levels, word) {
    for (const beginning of beginningsOf(word, this.#language)) {
      if (beginning.length < PREFIX && !isUnspaced(beginning)) continue;
      for (const { pages } of await this.#beginning(beginning)) {
        postings(pages, (page, level) => {
          levels[page] = Math.max(levels[page], Math.ceil(level * BY_BEGINNING));
        });
      }
    }
  }

  /** @param {string[]} units @returns {Promise<Uint8Array>} the levels of the pages that have all of them */
  async #all(units) {
    const { pages } = await this.#shards.head();
    const every = units.flatMap((unit) => (isUnspaced(unit) ? bigrams(this.#terms(unit)) : [this.#terms(unit)]));
    const each = await Promise.all(
      every.map(async (terms) => {
        const levels = new Uint8Array(pages);
        for (const entry of await Promise.all(terms.map((term) => this.#entry(term)))) {
          if (entry) postings(entry.pages, (page, level) => (levels[page] = Math.max(levels[page], level)));
        }
        return levels;
      }),
    );
    if (!each.length) return new Uint8Array(pages);
    return each.reduce((one, other) => one.map((level, page) => Math.min(level, other[page])));
  }

  /**
   * @param {string[]} asked
   * @param {boolean} far whether to look further than for what is answered unasked
   * @returns {Promise<string[] | null>} with the words exchanged that no page has; null if there is nothing
   *   to exchange, or nothing to exchange one for
   */
  async #corrected(asked, far) {
    const stem = await this.#shards.stemmer();
    this.#termsOf ??= termsIn(this.#language, stem);
    let changed = false;
    const corrected = await Promise.all(
      asked.map(async (word, at) => {
        if ((await this.#word(asked, at, at === asked.length - 1)).count) return word;
        const better = await this.#near(folded(word), far);
        if (better) changed = true;
        return better || word;
      }),
    );
    return changed ? corrected : null;
  }

  /** @param {string} word @param {boolean} far @returns {Promise<string | null>} */
  async #near(word, far) {
    const most = allowed(word) + (far && word.length > 4 ? 1 : 0);
    if (!most || /\p{Nd}/u.test(word) || isUnspaced(word)) return null;
    const { terms, tails } = await this.#shards.head();
    const alike = (await this.#beginning(word.slice(0, 3))).flatMap(({ term, forms }) => [term, ...forms]);
    const end = backwards(word).slice(0, 3);
    const first = Math.max(0, placeOf(tails, end));
    const last = Math.min(placeOf(tails, `${end}\uffff`), first + PREFIX_SHARDS - 1);
    for (let place = first; place <= last; place++) {
      alike.push(...(await this.#shards.get(`tails-${place + 1}`, (content) => content.split("\n"))));
    }
    if (!terms.length) return null;
    const near = [...new Set(alike)]
      .map((other) => ({ other, apart: distance(word, other, most) }))
      .filter(({ apart }) => apart <= most)
      .sort((one, other) => one.apart - other.apart);
    const nearest = near.filter(({ apart }) => apart === near[0].apart).slice(0, 12);
    let best = null;
    let pages = 0;
    for (const { other } of nearest) {
      const levels = await this.#all([other]);
      const count = levels.reduce((sum, level) => sum + (level ? 1 : 0), 0);
      if (count > pages) [best, pages] = [other, count];
    }
    return best;
  }

  // ---- Filters ------------------------------------------------------------------------------

  /** @returns {Promise<Record<string, [string, number, string][]>>} */
  #facets() {
    return this.#shards.get("facets", (content) => content);
  }

  /** @param {Record<string, string[]>} asked @returns {Promise<Record<string, string[]>>} the values that are meant */
  async #written(asked) {
    if (!Object.keys(asked).length) return {};
    const facets = await this.#facets();
    const meant = Object.entries(asked).map(([facet, written]) => {
      const values = (facets[facet] || []).map(([value]) => value);
      const found = written.flatMap((one) => {
        const same = values.filter((value) => key(value) === key(one));
        return same.length ? same : values.filter((value) => key(value).startsWith(key(one)));
      });
      return [facet, found.length ? [...new Set(found)] : written];
    });
    return Object.fromEntries(meant);
  }

  /**
   * @param {Record<string, string[]>[]} filters
   * @param {Options["done"]} done
   * @returns {Promise<Uint8Array | null>} 1 for each page that may be shown; null: all
   */
  async #chosen(filters, done) {
    const asked = filters.flatMap((one) => Object.entries(one)).filter(([, values]) => values.length);
    if (!asked.length && !done) return null;
    const { pages } = await this.#shards.head();
    const chosen = new Uint8Array(pages).fill(1);
    const facets = asked.length ? await this.#facets() : {};
    for (const [facet, values] of asked) {
      const having = new Uint8Array(pages);
      for (const [value, , gaps] of facets[facet] || []) {
        if (values.includes(value)) for (const page of fromGaps(numbers(gaps))) having[page] = 1;
      }
      having.forEach((has, page) => (chosen[page] &= has));
    }
    if (done) {
      const ids = await this.#shards.get("scenarios", (content) => content.split(" "));
      ids.forEach((/** @type {string} */ id, /** @type {number} */ page) => {
        if (!id || done.ids.has(id) !== done.wanted) chosen[page] = 0;
      });
    }
    return chosen;
  }

  // ---- Pages --------------------------------------------------------------------------------

  /** @param {number} page @returns {Promise<any[]>} what results show of it: see `_shown` in index.py */
  async #page(page) {
    const { texts } = await this.#shards.head();
    let place = texts.length - 1;
    while (texts[place] > page) place--;
    const shard = await this.#shards.get(`texts-${place + 1}`, (content) => content);
    return shard[page - texts[place]];
  }

  /** @param {number[]} pages @param {string[][]} phrases @returns {Promise<number[]>} those that have the phrases */
  async #withPhrases(pages, phrases) {
    const wanted = phrases.map((phrase) => ` ${phrase.map(folded).join(" ")} `);
    const checked = await Promise.all(
      pages.slice(0, CHECKED).map(async (page) => {
        const [, title, , , , , passages, more] = await this.#page(page);
        const texts = [title, ...passages.map(textOf), more];
        const plain = texts.map((text) => ` ${words(text).map(folded).join(" ")} `);
        return wanted.every((phrase) => plain.some((text) => text.includes(phrase))) ? [page] : [];
      }),
    );
    return checked.flat();
  }

  /** @param {number[]} pages @param {string[]} asked @param {number} among @returns {Promise<number[]>} */
  async #titleFirst(pages, asked, among) {
    const whole = asked.map(folded).join(" ");
    const first = pages.slice(0, among);
    const titles = await Promise.all(first.map(async (page) => words((await this.#page(page))[1])));
    const same = first.filter((_, at) => titles[at].map(folded).join(" ") === whole);
    return same.length ? [...same, ...pages.filter((page) => !same.includes(page))] : pages;
  }

  /** @param {string[]} asked @param {boolean} unfinished @returns {import("./excerpt.js").Wanted} */
  #wanted(asked, unfinished) {
    const units = asked.flatMap((word) => readings(word).flat());
    const spaced = units.filter((unit) => !isUnspaced(unit));
    const last = asked.length ? asked[asked.length - 1] : "";
    const beginnings = last && unfinished && !isUnspaced(last) ? beginningsOf(last, this.#language) : [];
    return {
      terms: new Set(spaced.flatMap((unit) => this.#terms(unit))),
      beginnings: beginnings.filter((one) => one.length >= PREFIX),
      runs: units.filter(isUnspaced),
    };
  }

  /** @param {number} page @param {import("./excerpt.js").Wanted} wanted @returns {Promise<Hit>} */
  async #hit(page, wanted) {
    const [address, title, module, department, channel, scenario, passages] = await this.#page(page);
    const { place, pieces } = excerpt(passages.map(textOf), wanted, this.#terms);
    const anchor = Array.isArray(passages[place]) ? `#${passages[place][1]}` : "";
    return {
      address: address + anchor,
      title: marked(title, wanted, this.#terms),
      excerpt: pieces,
      module,
      department,
      channel,
      scenario,
    };
  }
}

/** @param {string | [string, string]} passage @returns {string} without its anchor */
const textOf = (passage) => (Array.isArray(passage) ? passage[0] : passage);

/** @param {string} word @returns {string} */
const backwards = (word) => [...word].reverse().join("");

/** @param {string} term @param {string} endings @returns {string[]} */
const formsOf = (term, endings) =>
  endings ? endings.split(",").map((one) => term.slice(0, term.length - parseInt(one, 10)) + one.replace(/^\d+/, "")) : [];

/** @param {string[]} terms of an unspaced unit @returns {string[][]} those that a page must have */
const bigrams = (terms) => (terms.length > 1 ? terms.filter((one) => one.length > 1) : terms).map((one) => [one]);

/** @param {string} word @param {string} language @returns {string[]} the beginnings of words that it may be */
function beginningsOf(word, language) {
  const plain = folded(word);
  const found = [plain];
  if (language.startsWith("de")) found.push(plain.replace(/(?<![aeq])([aou])e/g, "$1"));
  if (language.startsWith("ar")) found.push(plain.replace(/^[وف]?[بكل]?ال(?=..)/, ""));
  return [...new Set(found)];
}

/** @param {Uint8Array} levels @param {Uint8Array} other @param {number} share */
function raise(levels, other, share) {
  for (let page = 0; page < levels.length; page++) {
    const level = Math.ceil(other[page] * share);
    if (level > levels[page]) levels[page] = level;
  }
}

/**
 * @param {Found[]} found of each word
 * @param {number} pages
 * @param {Uint8Array | null} chosen
 * @returns {number[]} the pages that have all words, or if none has, most of what the words weigh; the best
 *   first
 */
function ranked(found, pages, chosen) {
  const weights = found.map(({ count }) => Math.log(1 + pages / (count || 0.5)));
  const most = weights.reduce((sum, weight) => sum + weight, 0);
  const scores = new Float32Array(pages);
  const whole = [];
  const partly = [];
  for (let page = 0; page < pages; page++) {
    if (chosen && !chosen[page]) continue;
    let has = 0;
    let missing = false;
    found.forEach(({ levels }, at) => {
      scores[page] += weights[at] * levels[page];
      if (levels[page]) has += weights[at];
      else missing = true;
    });
    if (!missing) whole.push(page);
    else if (has >= ENOUGH * most) partly.push(page);
  }
  const best = whole.length ? whole : partly;
  return best.sort((one, other) => scores[other] - scores[one] || one - other);
}
