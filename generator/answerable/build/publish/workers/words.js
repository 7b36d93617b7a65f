/*
 * Stands between the page and the theme's search engine, so that words are found in any of their
 * forms. `search.js` loads both when somebody searches.
 *
 * The index gets three things for each word besides the word: how it reads without accents, its
 * stem in the languages of the search, and what is parted by hyphens as one word. Stems begin with a
 * sign of their own, so that the beginning of a word, which is what most queries are, never meets
 * one by chance. A query asks for what begins with its words, as the theme does, and for their stems
 * besides: what has the very word has both, and comes first.
 */
"use strict";

const ASK = 2; // Further messages are named in search.js.
const STEM = "\ue000"; // A private character: no text has it.
const COMPOUND = /[\p{L}\p{N}\p{M}]+(?:[-\u2010\u2011][\p{L}\p{N}\p{M}]+)+/gu;
const LONG = 4; // letters of a stem that is asked for as the beginning of words, too
const ENDING = 3; // letters of an ending, such as “ing”, that may be typed in part
const HYPHENS = /[-\u2010\u2011]/g;
const OPERATORS = /["*~^]|(?:^|\s)[+-]/; // Who writes these says exactly what is meant.

/** Letters that are no other letter with an accent. */
const LETTERS = {
  ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", ł: "l", ı: "i", þ: "th", ة: "ه", ى: "ي", ـ: "",
};
const UMLAUTS = { ä: "ae", ö: "oe", ü: "ue", ø: "oe", å: "aa" };

/** @param {string} text @param {Record<string, string>} letters @returns {string} */
const exchanged = (text, letters) =>
  text.replace(/[^\x00-\x7f]/gu, (letter) => letters[letter] ?? letter);

/** @param {string} word @returns {string} without accents, and digits as 0 to 9 */
const plain = (word) =>
  exchanged(word.normalize("NFD").replace(/\p{M}/gu, ""), LETTERS).replace(
    /[\u0660-\u0669\u06f0-\u06f9]/g,
    (digit) => String(digit.charCodeAt(0) & 15),
  );

/** @param {string} word @returns {string} without signs around it */
const bare = (word) => word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}\p{M}]+$/gu, "");

/** @param {string} word in small letters @returns {Set<string>} how it may be written, itself first */
function spellings(word) {
  const whole = word.normalize("NFC");
  return new Set([word, plain(whole), plain(exchanged(whole, UMLAUTS))]);
}

/** @param {string} word @param {string[]} beginnings @returns {boolean} */
const begins = (word, beginnings) => beginnings.some((one) => word.startsWith(one));

/**
 * As `bidi.py` does for pages: numbers of several parts keep their direction in an answer's HTML.
 * @param {string} html
 * @returns {string}
 */
function isolated(html) {
  if (!/[\u0590-\u08ff]/.test(html)) return html; // Nothing here runs from right to left.
  const number = /(^|[^\w#&;.,:/+-])(\+\d[\d() ./-]*\d|\d+(?:(?: ?[–—-] ?|[.,:/])\d+)+)(?!\w)/g;
  return html
    .split(/(<[^>]*>)/)
    .map((part) => (part[0] === "<" ? part : part.replace(number, '$1<bdi dir="ltr">$2</bdi>')))
    .join("");
}

class Words {
  /** @param {{config: {lang: string[], pipeline: string[], separator: string}, docs: object[]}} wanted */
  constructor({ config, docs }) {
    this.config = config;
    this.separator = new RegExp(config.separator);
    /** Forms by word: most words come often. */
    this.known = new Map();
    /** Words with hyphens, by their first part and as they stand: lists of their parts. */
    this.compounds = new Map();
    /** Every form that the index has. */
    this.indexed = new Set();
    for (const { title, text, tags = [] } of docs) this.learn([title, text, ...tags].join(" "));
  }

  /** @param {string} text */
  learn(text) {
    for (const [compound] of text.toLowerCase().matchAll(COMPOUND)) {
      const parts = compound.split(HYPHENS);
      const alike = this.compounds.get(parts[0]) ?? new Map();
      this.compounds.set(parts[0], alike.set(parts.join("-"), parts));
    }
  }

  /** @param {string} first @returns {string[][]} the parts of those that begin with this part */
  compoundsFrom(first) {
    return [...(this.compounds.get(first)?.values() ?? [])];
  }

  /** Those of the search; the engine loads what it lacks of them when it is set up. */
  get languages() {
    return this.config.lang.map((language) => (language === "en" ? lunr : lunr[language]));
  }

  /** @param {string} word @returns {boolean} whether the index leaves it out */
  isSkipped(word) {
    if (!this.config.pipeline.includes("stopWordFilter")) return false;
    return this.languages.some(({ stopWordFilter }) => stopWordFilter && !stopWordFilter(word));
  }

  /** @param {string} word in small letters @returns {string[]} its spellings, then its stems */
  forms(word) {
    let forms = this.known.get(word);
    if (forms === undefined) {
      const plainly = bare(word);
      forms = plainly ? [...new Set([...spellings(plainly), ...this.stems(plainly)])] : [];
      this.known.set(word, forms);
    }
    return forms;
  }

  /** @param {string} word in small letters @returns {string[]} */
  stems(word) {
    if (this.isSkipped(word)) return [];
    return [...spellings(word)].flatMap((form) =>
      this.languages.map(({ stemmer }) => {
        const stem = stemmer ? String(stemmer(new lunr.Token(form, {}))) : form;
        return STEM + plain(stem);
      }),
    );
  }

  /** @param {string} word @returns {string[]} with which those that may be meant begin */
  beginnings(word) {
    const stems = this.forms(word).filter((form) => form[0] === STEM).map((stem) => stem.slice(1));
    const long = stems.filter((stem) => stem.length >= LONG && plain(word).startsWith(stem));
    return [...new Set([word, ...this.forms(word).filter((form) => form[0] !== STEM), ...long])];
  }

  /**
   * A word that is still being typed may be past the stem and short of any form: “complaini”.
   * @param {string} word
   * @returns {string} the stem of such a word; any other word as it is
   */
  meant(word) {
    if (this.forms(word).some((form) => this.indexed.has(form))) return word;
    const beginnings = this.beginnings(word);
    if ([...this.indexed].some((one) => begins(one, beginnings))) return word;
    const letters = plain(bare(word));
    const cuts = Array.from({ length: ENDING }, (_, cut) => letters.slice(0, -1 - cut));
    return cuts.find((stem) => stem.length > LONG && this.indexed.has(STEM + stem)) ?? word;
  }

  /**
   * One step of the engine's way from text to index.
   * @returns {object[]} the token, and further ones at the same place
   */
  further(token, place, tokens) {
    const word = String(token);
    const parts = this.compoundsFrom(bare(word)).filter((all) =>
      all.every((part, next) => part === bare(String(tokens[place + next] ?? ""))),
    );
    const forms = [word, ...parts.map((all) => all.join(""))].flatMap((one) => this.forms(one));
    const all = [...new Set([word, ...forms])];
    for (const form of all) this.indexed.add(form);
    return all.map((form) =>
      form === word ? token : token.clone(() => form),
    );
  }

  /** @param {string} query @returns {string[]} its words in small letters */
  wordsOf(query) {
    return query.toLowerCase().split(this.separator).filter(Boolean);
  }

  /** @param {string} query @returns {string} with further forms of its words */
  asked(query) {
    if (OPERATORS.test(query)) return query;
    const compounds = query.toLowerCase().match(COMPOUND) ?? [];
    const words = [...this.wordsOf(query), ...compounds.map((one) => one.replace(HYPHENS, ""))];
    const further = words.map((word) => this.meant(word)).flatMap((word) => [
      ...this.beginnings(word).filter((form) => !words.includes(form)),
      ...this.stems(word).map((stem) => `${stem}^1`),
    ]);
    const safe = [...new Set(further)].filter((form) => !/[\s:*~+-]/.test(form));
    return [query, ...safe].join(" ");
  }

  /**
   * @param {object} item of an answer; `terms` says of each word of a query whether the item has it
   * @param {string[]} words of the query
   * @returns {object} the same, in which the words that stand in the item take the place of those
   *   that were asked for: they are what the theme marks on the page
   */
  told(item, words) {
    item = { ...item, title: isolated(item.title), text: isolated(item.text) };
    if (Object.keys(item.terms).length === 0) return item; // There for its sections alone.
    const shown = [item.title, item.text, ...(item.tags ?? [])].join(" ").toLowerCase();
    const marked = [...shown.matchAll(/<mark[^>]*>([^<]*)<\/mark>/g)].map(([, word]) => bare(word));
    const terms = words.flatMap((word) => {
      const plainly = marked.some((one) => one.startsWith(word));
      const found = plainly ? [word] : this.alike(word, marked);
      if (found.length > 0) return found.map((one) => [one, true]);
      return this.isSkipped(word) ? [] : [[word, false]];
    });
    return { ...item, terms: Object.fromEntries(terms) };
  }

  /** @param {string} word @param {string[]} marked @returns {string[]} those that are its forms */
  alike(word, marked) {
    const forms = this.forms(this.meant(word));
    const beginnings = this.beginnings(this.meant(word));
    const fits = (/** @type {string} */ other) =>
      this.forms(other).some((one) => forms.includes(one) || begins(one, beginnings));
    const compounds = marked.flatMap((one) => this.compoundsFrom(one));
    const parts = compounds.filter((all) => fits(all.join(""))).flat();
    return [...marked.filter(fits), ...parts];
  }
}

/**
 * Leaves each place of an answer to one of the forms that were found there, because the engine marks
 * a place as often as it is named.
 * @param {Record<string, Record<string, {position: number[]}>>} metadata places by form and field
 */
function nameOnce(metadata) {
  const seen = {};
  for (const fields of Object.values(metadata)) {
    for (const [field, places] of Object.entries(fields)) {
      const known = (seen[field] ??= new Set());
      places.position = [...new Set(places.position)].filter((place) => !known.has(place));
      for (const place of places.position) known.add(place);
    }
  }
}

/**
 * Has the engine, which is loaded but not set up yet, index words in all their forms.
 * @param {object} wanted as the engine will be set up
 * @returns {Words}
 */
function teach(wanted) {
  const words = new Words(wanted);
  const step = (token, place, tokens) => words.further(token, place, tokens);
  lunr.Pipeline.registerFunction(step, "furtherForms");
  const { add } = lunr.Builder.prototype;
  const taught = new WeakSet();
  lunr.Builder.prototype.add = function (...document) {
    const [first] = this.pipeline.toJSON();
    if (!taught.has(this)) {
      // Before words are left out.
      if (first === undefined) this.pipeline.add(step);
      else this.pipeline.before(lunr.Pipeline.registeredFunctions[first], step);
    }
    taught.add(this);
    return add.apply(this, document);
  };
  const { search } = lunr.Index.prototype;
  lunr.Index.prototype.search = function (query) {
    const results = search.call(this, query);
    for (const { matchData } of results) nameOnce(matchData.metadata);
    return results;
  };
  return words;
}

/** Gives a message to the engine, whose own listener knows no other way in. */
function pass(message) {
  self.dispatchEvent(new MessageEvent("message", { data: { ...message, passed: true } }));
}

/**
 * Sets the engine up.
 * @param {object} wanted settings and texts, as the theme gives them
 * @returns {Promise<(query: string) => void>} asks; the engine answers to the page
 */
async function asking(wanted) {
  const words = teach(wanted);
  /** The words of the questions that are not answered yet, in order. */
  const asked = [];
  const post = self.postMessage.bind(self);
  const ready = new Promise((resolve) => {
    self.postMessage = ({ type, data }) => {
      if (type === READY) return resolve(); // The page has heard that already.
      const question = asked.shift();
      const told = (item) => words.told(item, question);
      const suggest = data.suggest?.filter((word) => word[0] !== STEM);
      post({ type, data: { suggest, items: data.items.map((group) => group.map(told)) } });
    };
  });
  pass({ type: SET_UP, data: wanted });
  await ready;
  return (query) => {
    asked.push(words.wordsOf(query));
    pass({ type: ASK, data: words.asked(query) });
  };
}
