/** Talks to the service worker, which `answerable build` writes beside the pages. */

/**
 * @typedef {object} CourseFile
 * @property {string} address
 * @property {number} bytes
 * @property {boolean} kept
 *
 * @typedef {"changed" | "full" | "unknown" | "unreachable"} Obstacle
 */

/**
 * @param {ServiceWorker} worker
 * @param {{ask: "files" | "keep" | "take over", address?: string}} question
 * @returns {Promise<any>} what it replies
 */
function asked(worker, question) {
  return new Promise((resolve) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = (event) => {
      channel.port1.close();
      resolve(event.data);
    };
    worker.postMessage(question, [channel.port2]);
  });
}

/**
 * @param {ServiceWorker} worker
 * @returns {Promise<CourseFile[]>} all files of its build that this page's language needs
 */
export const courseFiles = (worker) => asked(worker, { ask: "files", address: location.href });

/**
 * @param {ServiceWorker} worker
 * @param {string} address
 * @returns {Promise<Obstacle | null>} null once the file is kept
 */
export const keep = (worker, address) => asked(worker, { ask: "keep", address });

/** @param {ServiceWorker} worker the waiting one, which now replaces the active one */
export const takeOver = (worker) => asked(worker, { ask: "take over" });

/** @returns {ServiceWorkerContainer | null} null on file://, without HTTPS, or if switched off */
export const workers = () =>
  location.protocol !== "file:" && "serviceWorker" in navigator ? navigator.serviceWorker : null;
