/** A storage area as browsers have it: shared by tabs, with a limit on characters. */
export class FakeStorage {
  /** @param {number} [limit] characters in keys and values together */
  constructor(limit = Infinity) {
    this.limit = limit;
    this.entries = new Map();
  }

  get length() {
    return this.entries.size;
  }

  key(index) {
    return [...this.entries.keys()][index] ?? null;
  }

  getItem(key) {
    return this.entries.get(key) ?? null;
  }

  setItem(key, value) {
    const next = new Map(this.entries).set(key, value);
    const size = [...next].reduce((sum, [k, v]) => sum + k.length + v.length, 0);
    if (size > this.limit) throw new DOMException("full", "QuotaExceededError");
    this.entries = next;
  }

  removeItem(key) {
    this.entries.delete(key);
  }
}
