/** Searches the course: what somebody types to results in order. Loads only what a question needs. */
import { fromGaps, numbers, postings } from "./codec.js";
import { excerpt, marked } from "./excerpt.js";
import { key, questionOf, withoutFilters } from "./question.js";
import { OutdatedError, Shards, loadScript, placeOf } from "./shards.js";
import { BEGINNINGS, baseOf, compoundsIn, folded, isUnspaced, readings, termsIn, words } from "./tokens.js";
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
 * @property {string} language of a page that isn't translated, or ""
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
 * @property {() => Set<string>} [done] the scenarios that a learner has done
 *
 * @typedef {object} Progress the filter by what a learner has done
 * @property {string[]} names what learners call it
 * @property {Record<string, string[]>} values what they call `done` and `open`
 *
 * @typedef {object} FacetValue
 * @property {string} value
 * @property {string} label
 * @property {number} count of pages
 *
 * @typedef {object} Entry a term
 * @property {string} term
 * @property {string[]} forms words of which it is the term; "" for what nobody writes
 * @property {string[]} lists the pages of each form; of a common term a single one
 * @property {boolean} common whether only the best of its pages are listed
 *
 * @typedef {object} Found what was found of one word
 * @property {Uint8Array} levels how well each page fits it; 0: not at all
 * @property {Uint8Array} exact 1 for each page that has the very word, and not only another form of it
 * @property {number} count of pages
 * @property {boolean} common whether it is on so many pages that it tells none apart
 */

const PREFIX = 2; // letters from which on the beginning of a word finds it
const STEM = 4; // letters of a stem that is taken for the beginning of words if nothing has it
const PREFIX_SHARDS = 5; // that are loaded for a beginning, at most
const BY_BEGINNING = 0.6; // of the level of a whole word
const BY_MEANING = 0.7; // of the level of the word itself
const HELP = 0.1; // what a word weighs that is nearly everywhere
const EVERYWHERE = 0.4; // of all pages: a word on more of them is not worth marking beside others
const CHECKED = 300; // pages, the best, that are looked through for a phrase
const PROGRESS = "progress"; // the only filter that the index doesn't know
const ENOUGH = 0.6; // of what the words weigh, if no page has all of them

/**
 * @param {{root: string, language: string, progress?: Progress | null, load?: import("./shards.js").Load}} where
 *   the address of the locale's folder, and its language
 * @returns {Engine}
 */
export const openSearch = ({ root, language, progress = null, load = loadScript }) =>
  new Engine(root, language, progress, load);

export class Engine {
  #shards;
  #language;
  #progress;
  /** @type {((unit: string) => string[]) | null} */
  #termsOf = null;

  /**
   * @param {string} root
   * @param {string} language
   * @param {Progress | null} progress
   * @param {import("./shards.js").Load} load
   */
  constructor(root, language, progress, load) {
    this.#shards = new Shards(root, load);
    this.#language = language;
    this.#progress = progress;
    this.#warmUp().catch(() => {}); // While the question is typed. What fails is tried again.
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

  /**
   * @param {string} text
   * @param {string} facet
   * @param {string} value one that an answer says is written in the text
   * @returns {Promise<string>} the text without it
   */
  async without(text, facet, value) {
    const called = (facet === PROGRESS && this.#progress?.values[value]) || [value];
    const isMeant = (/** @type {string} */ written) => called.some((one) => key(one).startsWith(key(written)));
    return withoutFilters(text, await this.#names(), (name, written) => name === facet && isMeant(written)).trim();
  }

  /** @param {string} text @returns {Promise<string | null>} the same with the nearest words that there are */
  nearest(text) {
    return this.#current(async () => {
      const question = questionOf(text, await this.#names());
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

  /** Loads what each question needs, and runs once what would be slow when it is run for the first time. */
  async #warmUp() {
    const [{ terms }, stem] = await Promise.all([this.#shards.head(), this.#shards.stemmer()]);
    const { words: some } = questionOf(terms.slice(0, 50).join(" "), await this.#names());
    some.map(termsIn(this.#language, stem));
    excerpt([some.join(" ")], { forms: new Set(), beginnings: [], runs: [], seen: new Map() });
    ranked([nothing(1)], 1, null);
  }

  /** @param {string} text @param {Options} options @returns {Promise<Answer>} */
  async #answer(text, { filters = {}, from = 0, count = 10, done = () => new Set() }) {
    const [head, stem] = await Promise.all([this.#shards.head(), this.#shards.stemmer()]);
    this.#termsOf ??= termsIn(this.#language, stem);
    const question = questionOf(text, await this.#names());
    const written = await this.#written(question.filters);
    const chosen = await this.#chosen([filters, written], done);
    if (!question.words.length && !chosen) return { total: 0, hits: [], shownFor: null, filters: written };
    let asked = question.words;
    let found = await Promise.all(asked.map((_, at) => this.#word(asked, at, question.unfinished)));
    let shownFor = null;
    const unknown = found.some(({ count: pages, common }) => !pages && !common);
    const corrected = unknown ? await this.#corrected(asked, false) : null;
    if (corrected) {
      asked = corrected;
      shownFor = corrected.join(" ");
      found = await Promise.all(asked.map((_, at) => this.#word(asked, at, question.unfinished)));
    }
    let pages = ranked(found, head.pages, chosen);
    if (question.phrases.length) pages = await this.#withPhrases(pages, question.phrases);
    if (from === 0 && pages.length > 1) pages = await this.#titleFirst(pages, asked, count);
    const wanted = await this.#wanted(tellingOf(asked, found, head.pages), question.unfinished);
    const hits = await Promise.all(pages.slice(from, from + count).map((page) => this.#hit(page, wanted)));
    return { total: pages.length, hits, shownFor: pages.length ? shownFor : null, filters: written };
  }

  // ---- Words --------------------------------------------------------------------------------

  /** @param {number} place @returns {Promise<Map<string, Entry>>} */
  #entries(place) {
    return this.#shards.get(`terms-${place + 1}`, (/** @type {string} */ content) => {
      const entries = content.split("\n").map(entryOf);
      return new Map(entries.map((entry) => [entry.term, entry]));
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
    const many = await this.#entry(`${beginning}*`);
    if (many) return [many]; // They would be too much to load.
    const { terms } = await this.#shards.head();
    const shards = await Promise.all(placesOf(terms, beginning).map((place) => this.#entries(place)));
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
    const word = asked[at];
    const found = nothing((await this.#shards.head()).pages);
    const neighbours = [at > 0 && asked[at - 1] + word, at + 1 < asked.length && word + asked[at + 1]];
    const joined = neighbours.flatMap((one) => (one && !isUnspaced(one) ? [[one]] : []));
    await this.#raise(found, [...readings(word), ...joined], 1);
    await this.#raise(found, await this.#synonyms(asked, at), BY_MEANING);
    const last = at === asked.length - 1;
    if ((last && unfinished) || (!found.common && !found.levels.some(Boolean))) {
      await this.#raiseByBeginning(found, beginningsOf(word, this.#language));
    }
    if (!found.common && !found.levels.some(Boolean)) {
      const stems = readings(word).flat().flatMap(this.#terms);
      await this.#raiseByBeginning(found, stems.filter((stem) => stem.length >= STEM));
    }
    if (!found.common && !found.levels.some(Boolean)) {
      await this.#raise(found, [...(await this.#halves(word)), ...(await this.#wholes(word))], BY_MEANING);
    }
    found.count = found.levels.reduce((sum, level) => sum + (level ? 1 : 0), 0);
    return found;
  }

  /**
   * @param {Found} found
   * @param {string[][]} ways to read a word: units, of which a page has to have all
   * @param {number} share of the level of a page
   */
  async #raise(found, ways, share) {
    await Promise.all(
      ways.map(async (units) => {
        const { levels, exact, common } = await this.#all(units);
        if (common) found.common = true;
        raise(found.levels, levels, share);
        if (share === 1) raise(found.exact, exact, 1);
      }),
    );
  }

  /** @param {Found} found @param {string[]} beginnings */
  async #raiseByBeginning(found, beginnings) {
    for (const beginning of beginnings) {
      if (beginning.length < PREFIX && !isUnspaced(beginning)) continue;
      for (const { lists } of await this.#beginning(beginning)) {
        for (const list of lists) {
          postings(list, (page, level) => {
            found.levels[page] = Math.max(found.levels[page], Math.ceil(level * BY_BEGINNING));
          });
        }
      }
    }
  }

  /** @param {string[]} units @returns {Promise<Found>} the pages that have all of them */
  async #all(units) {
    const { pages } = await this.#shards.head();
    const every = units.flatMap((unit) =>
      (isUnspaced(unit) ? bigrams(this.#terms(unit)) : [this.#terms(unit)]).map((terms) => ({ unit, terms })),
    );
    const each = await Promise.all(
      every.map(async ({ unit, terms }) => {
        const found = nothing(pages);
        for (const entry of await Promise.all(terms.map((term) => this.#entry(term)))) {
          if (!entry) continue;
          found.common ||= entry.common;
          entry.lists.forEach((list, at) => {
            const isExact = !entry.common && entry.forms[at] === folded(unit);
            postings(list, (page, level) => {
              found.levels[page] = Math.max(found.levels[page], level);
              if (isExact) found.exact[page] = 1;
            });
          });
        }
        return found;
      }),
    );
    const telling = each.filter(({ common }) => !common);
    if (telling.length < 2) return telling[0] || each[0] || nothing(pages);
    const whole = { ...nothing(pages), levels: least(telling.map(({ levels }) => levels)) };
    whole.exact = least(telling.map(({ exact }) => exact));
    // Without spaces several words look like one, and pairs where they meet are on no other page.
    if (units.some(isUnspaced) && !whole.levels.some(Boolean)) whole.levels = ofMost(telling, pages);
    return whole;
  }

  /**
   * @param {string[]} asked
   * @param {number} at
   * @returns {Promise<string[][]>} the units of each phrase that means the same as one with the word at this place
   */
  async #synonyms(asked, at) {
    const { synonyms } = await this.#shards.head();
    if (!synonyms.length) return [];
    const unitsOf = (/** @type {string[]} */ phrase) => phrase.flatMap((word) => readings(word)[0] || []);
    const keyOf = (/** @type {string[]} */ phrase) => unitsOf(phrase).map((unit) => this.#terms(unit)[0]).join(" ");
    const groups = synonyms.map((group) => group.map(words));
    const longest = Math.max(...groups.flat().map((phrase) => phrase.length));
    const ways = [];
    for (let start = Math.max(0, at - longest + 1); start <= at; start++) {
      for (let end = at + 1; end <= Math.min(asked.length, start + longest); end++) {
        const here = keyOf(asked.slice(start, end));
        for (const group of groups) {
          if (group.some((phrase) => keyOf(phrase) === here)) {
            ways.push(...group.filter((phrase) => keyOf(phrase) !== here).map(unitsOf));
          }
        }
      }
    }
    return ways;
  }

  /** @param {string} word @returns {Promise<string[][]>} the words that may be made with this one at their end */
  async #wholes(word) {
    if (!compoundsIn(this.#language)) return [];
    const ends = [folded(word), ...this.#terms(word)].filter((end) => end.length >= 4);
    const wholes = await Promise.all(ends.map((end) => this.#ending(end)));
    return wholes.flat().map((whole) => [whole]);
  }

  /** @param {string} end @returns {Promise<string[]>} the words that end so */
  async #ending(end) {
    return (await this.#listed("tails", backwards(end))).map(backwards);
  }

  /**
   * @param {"words" | "tails"} list
   * @param {string} beginning
   * @returns {Promise<string[]>} what begins so in the list
   */
  async #listed(list, beginning) {
    const { [list]: firsts } = await this.#shards.head();
    const shards = await Promise.all(
      placesOf(firsts, beginning).map((place) =>
        this.#shards.get(`${list}-${place + 1}`, (/** @type {string} */ content) => content.split("\n")),
      ),
    );
    return shards.flat().filter((word) => word.startsWith(beginning));
  }

  /** @param {string} word @returns {Promise<string[][]>} the words of which this one may be made, as in German */
  async #halves(word) {
    const rule = compoundsIn(this.#language);
    if (!rule) return [];
    const whole = folded(word);
    const ways = [];
    for (let cut = 3; cut <= whole.length - 4; cut++) {
      const start = whole.slice(0, cut);
      const first = rule.links
        .filter((link) => start.endsWith(link) && start.length - link.length >= 3)
        .map((link) => start.slice(0, start.length - link.length));
      for (const half of first) {
        if (rule.never.includes(half)) continue;
        const known = await Promise.all(this.#terms(half).map((term) => this.#entry(term)));
        if (known.some(Boolean)) ways.push([half, whole.slice(cut)]);
      }
    }
    return ways;
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
        const { count, common } = await this.#word(asked, at, at === asked.length - 1);
        if (count || common) return word;
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
    const alike = await Promise.all([
      this.#listed("words", word.slice(0, far ? 1 : 3)),
      this.#ending(word.slice(far ? -2 : -3)),
    ]);
    const near = [...new Set(alike.flat())]
      .map((other) => ({ other, apart: distance(word, other, most) }))
      .filter(({ apart }) => apart <= most)
      .sort((one, other) => one.apart - other.apart);
    const nearest = near.filter(({ apart }) => apart === near[0].apart).slice(0, 12);
    let best = null;
    let pages = 0;
    const found = await Promise.all(nearest.map(({ other }) => this.#all([other])));
    found.forEach(({ levels }, at) => {
      const count = levels.reduce((sum, level) => sum + (level ? 1 : 0), 0);
      if (count > pages) [best, pages] = [nearest[at].other, count];
    });
    return best;
  }

  // ---- Filters ------------------------------------------------------------------------------

  /** @returns {Promise<Record<string, [string, number][]>>} the values of each, with how many pages have it */
  #facets() {
    return this.#shards.get("facets", (content) => content);
  }

  /** @returns {Promise<Record<string, string[]>>} what learners call each filter */
  async #names() {
    const { names } = await this.#shards.head();
    return this.#progress ? { ...names, [PROGRESS]: this.#progress.names } : names;
  }

  /** @param {Record<string, string[]>} asked @returns {Promise<Record<string, string[]>>} the values that are meant */
  async #written(asked) {
    if (!Object.keys(asked).length) return {};
    const facets = await this.#facets();
    const meant = Object.entries(asked).map(([facet, written]) => {
      /** @type {[string, string[]][]} values, and what they are called */
      const values =
        facet === PROGRESS && this.#progress
          ? Object.entries(this.#progress.values)
          : (facets[facet] || []).map(([value]) => [value, [value]]);
      const found = written.flatMap((one) => {
        const same = values.filter(([, names]) => names.some((name) => key(name) === key(one)));
        return same.length ? same : values.filter(([, names]) => names.some((name) => key(name).startsWith(key(one))));
      });
      return [facet, found.length ? [...new Set(found.map(([value]) => value))] : written];
    });
    return Object.fromEntries(meant);
  }

  /**
   * @param {Record<string, string[]>[]} filters
   * @param {() => Set<string>} done
   * @returns {Promise<Uint8Array | null>} 1 for each page that may be shown; null: all
   */
  async #chosen(filters, done) {
    const asked = filters.flatMap((one) => Object.entries(one)).filter(([, values]) => values.length);
    if (!asked.length) return null;
    const { pages } = await this.#shards.head();
    const chosen = new Uint8Array(pages).fill(1);
    for (const [facet, values] of asked) {
      const having = facet === PROGRESS ? await this.#reached(values, done()) : await this.#having(facet, values);
      having.forEach((has, page) => (chosen[page] &= has));
    }
    return chosen;
  }

  /** @param {string} facet @param {string[]} values @returns {Promise<Uint8Array>} 1 for each page with one of them */
  async #having(facet, values) {
    const having = new Uint8Array((await this.#shards.head()).pages);
    const lists = await this.#shards.get(`facet-${facet}`, (/** @type {string[]} */ content) => content);
    ((await this.#facets())[facet] || []).forEach(([value], at) => {
      if (values.includes(value)) for (const page of fromGaps(numbers(lists[at]))) having[page] = 1;
    });
    return having;
  }

  /**
   * @param {string[]} values `done`, `open`
   * @param {Set<string>} done the scenarios that are
   * @returns {Promise<Uint8Array>} 1 for each page of a scenario of which one is true
   */
  async #reached(values, done) {
    const ids = await this.#shards.get("scenarios", (/** @type {string} */ content) => content.split(" "));
    return Uint8Array.from(ids, (id) => (id && values.includes(done.has(id) ? "done" : "open") ? 1 : 0));
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
        const [, title, , , , , , passages, more] = await this.#page(page);
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

  /** @param {string[]} asked @param {boolean} unfinished @returns {Promise<import("./excerpt.js").Wanted>} */
  async #wanted(asked, unfinished) {
    const units = asked.flatMap((word) => readings(word).flat());
    const spaced = units.filter((unit) => !isUnspaced(unit));
    const last = asked.length ? asked[asked.length - 1] : "";
    const beginnings = last && unfinished && !isUnspaced(last) ? beginningsOf(last, this.#language) : [];
    const entries = await Promise.all(spaced.flatMap((unit) => this.#terms(unit)).map((term) => this.#entry(term)));
    return {
      forms: new Set(entries.flatMap((entry) => (entry ? entry.forms : []))),
      beginnings: beginnings.filter((one) => one.length >= PREFIX),
      runs: units.filter(isUnspaced),
      seen: new Map(),
    };
  }

  /** @param {number} page @param {import("./excerpt.js").Wanted} wanted @returns {Promise<Hit>} */
  async #hit(page, wanted) {
    const shown = await this.#page(page);
    const [address, title, module, department, channel, language, scenario, passages] = shown;
    const { place, pieces } = excerpt(passages.map(textOf), wanted);
    const anchor = Array.isArray(passages[place]) ? `#${passages[place][1]}` : "";
    return {
      address: address + anchor,
      title: marked(title, wanted),
      excerpt: pieces,
      module,
      department,
      channel,
      scenario,
      language,
    };
  }
}

/** @param {string | [string, string]} passage @returns {string} without its anchor */
const textOf = (passage) => (Array.isArray(passage) ? passage[0] : passage);

/**
 * @param {string[]} asked
 * @param {Found[]} found of each of them
 * @param {number} pages
 * @returns {string[]} the words that are worth marking: not those that are nearly everywhere
 */
function tellingOf(asked, found, pages) {
  const telling = asked.filter((_, at) => !found[at].common && found[at].count <= EVERYWHERE * pages);
  return telling.length ? telling : asked;
}

/**
 * @param {string[]} firsts what each shard begins with
 * @param {string} beginning
 * @returns {number[]} the places of the shards that have what begins so, from 0; not too many
 */
function placesOf(firsts, beginning) {
  const first = Math.max(0, placeOf(firsts, beginning));
  const last = Math.min(placeOf(firsts, `${beginning}\uffff`), first + PREFIX_SHARDS - 1);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at);
}

/** @param {string} word @returns {string} */
const backwards = (word) => [...word].reverse().join("");

/**
 * @param {string} line of `buckets.py`: a term, the endings of its forms, each after the number of letters
 *   that the form doesn't share, and the pages of each
 * @returns {Entry}
 */
function entryOf(line) {
  const [term, endings, ...lists] = line.split(" ");
  const forms = endings.split(",").map((ending) => {
    const [, others, letters] = /^(\d+)(.*)$/.exec(ending) || [];
    return others ? term.slice(0, term.length - Number(others)) + letters : "";
  });
  const common = lists[0][0] === "~";
  return { term, forms, lists: common ? [lists[0].slice(1)] : lists, common };
}

/** @param {number} pages @returns {Found} */
const nothing = (pages) => ({
  levels: new Uint8Array(pages),
  exact: new Uint8Array(pages),
  count: 0,
  common: false,
});

/** @param {Uint8Array[]} all @returns {Uint8Array} the least of them at each place */
const least = (all) => all.reduce((one, other) => one.map((value, at) => Math.min(value, other[at])));

/** @param {string[]} terms of an unspaced unit @returns {string[][]} those that a page must have */
const bigrams = (terms) => (terms.length > 1 ? terms.filter((one) => one.length > 1) : terms).map((one) => [one]);

/** @param {string} word @param {string} language @returns {string[]} the beginnings of words that it may be */
function beginningsOf(word, language) {
  const plain = folded(word);
  const [pattern, by] = BEGINNINGS[baseOf(language)] || [];
  return pattern ? [...new Set([plain, plain.replace(new RegExp(pattern, "gu"), by)])] : [plain];
}

/** @param {Found[]} parts @param {number} pages @returns {Uint8Array} low levels for pages that have half of the parts */
function ofMost(parts, pages) {
  return new Uint8Array(pages).map((_, page) => {
    const levels = parts.map((one) => one.levels[page]);
    const has = levels.filter(Boolean).length;
    return has > 1 && has >= parts.length / 2 ? Math.ceil((BY_BEGINNING * Math.max(...levels) * has) / parts.length) : 0;
  });
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
 *   first. Words that are nearly everywhere only help to put them in order. Of pages that are as good, those
 *   with the very words are before those with other forms.
 */
function ranked(found, pages, chosen) {
  const telling = found.filter(({ common }) => !common);
  const needed = new Set(telling.length ? telling : found);
  const weights = found.map(({ count }) => Math.log(1 + pages / (count || 0.5)));
  const most = weights.reduce((sum, weight, at) => sum + (needed.has(found[at]) ? weight : 0), 0);
  const scores = new Float32Array(pages);
  const exact = new Uint8Array(pages);
  const whole = [];
  const partly = [];
  for (let page = 0; page < pages; page++) {
    if (chosen && !chosen[page]) continue;
    let has = 0;
    let missing = false;
    found.forEach((one, at) => {
      const isNeeded = needed.has(one);
      scores[page] += (isNeeded ? weights[at] : HELP) * one.levels[page];
      exact[page] += one.exact[page];
      if (isNeeded && one.levels[page]) has += weights[at];
      else if (isNeeded) missing = true;
    });
    if (!missing) whole.push(page);
    else if (has >= ENOUGH * most) partly.push(page);
  }
  const best = whole.length ? whole : partly;
  return best.sort((one, other) => scores[other] - scores[one] || exact[other] - exact[one] || one - other);
}
