/** Talks to the service worker, which `answerable build` writes beside the pages. */

/**
 * @typedef {object} CourseFile
 * @property {string} address
 * @property {number} bytes
 *
 * @typedef {object} CourseSize
 * @property {number} files
 * @property {number} bytes
 * @property {{files: number, bytes: number}} kept how much of it is on the device
 *
 * @typedef {"changed" | "full" | "unknown" | "unreachable"} Obstacle
 */

/**
 * @param {{ask: "size" | "missing" | "keep", address: string}} question
 * @returns {Promise<any>} what the worker that is active then replies; it waits until there is one
 */
async function asked(question) {
  const { active } = await navigator.serviceWorker.ready;
  return new Promise((resolve) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = (event) => {
      channel.port1.close();
      resolve(event.data);
    };
    if (active) active.postMessage(question, [channel.port2]);
  });
}

/** @returns {Promise<CourseSize>} of all files of this page's build that its language needs */
export const courseSize = () => asked({ ask: "size", address: location.href });

/** @returns {Promise<CourseFile[] | null>} those that are not on the device; null without a connection */
export const missingFiles = () => asked({ ask: "missing", address: location.href });

/**
 * @param {string} address
 * @returns {Promise<Obstacle | null>} null once the file is kept
 */
export const keep = (address) => asked({ ask: "keep", address });

/**
 * @returns {ServiceWorkerContainer | null} null on file://, without HTTPS, if switched off, or in a frame
 *   that is cut off from its site
 */
export function workers() {
  if (location.protocol === "file:" || !("serviceWorker" in navigator)) return null;
  try {
    return navigator.serviceWorker;
  } catch {
    return null;
  }
}
