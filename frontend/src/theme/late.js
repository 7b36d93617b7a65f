/**
 * Has the theme's search begin only when somebody comes to its field. The theme starts a worker with each
 * page, which costs a tenth of what the page costs; what it tells the worker waits until then.
 */
export function installLateSearch() {
  const field = document.querySelector(".md-search__input");
  if (!field) return;
  const { Worker } = globalThis;
  /** @param {string} address @param {WorkerOptions} [options] */
  function OfSearch(address, options) {
    const start = () => new Worker(address, options);
    if (!String(address).includes("/workers/search.")) return start();
    globalThis.Worker = Worker;
    const late = new LateWorker();
    field?.addEventListener("focus", () => late.begin(start()), { once: true });
    return late;
  }
  globalThis.Worker = /** @type {typeof Worker} */ (/** @type {unknown} */ (OfSearch));
}

class LateWorker extends EventTarget {
  /** @type {Worker | null} */
  worker = null;
  /** @type {unknown[]} */
  waiting = [];

  /** @param {unknown} message */
  postMessage(message) {
    if (this.worker) this.worker.postMessage(message);
    else this.waiting.push(message);
  }

  /** @param {Worker} worker */
  begin(worker) {
    worker.addEventListener("message", ({ data }) => {
      this.dispatchEvent(new MessageEvent("message", { data }));
    });
    this.worker = worker;
    for (const message of this.waiting) worker.postMessage(message);
    this.waiting = [];
  }
}
