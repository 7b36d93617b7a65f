import { data, need } from "../../common/dom.js";
import { filled } from "../../common/message.js";
import { showPlace } from "../../theme/focus.js";
import { courseSize, keep, missingFiles, workers } from "../../common/worker.js";

const AT_ONCE = 4;

/**
 * `<offline-course hidden>`: shows the size of the whole course, and downloads what is not on the
 * device yet. It stays hidden if there is no service worker.
 * @param {HTMLElement} element
 * @param {AbortSignal} signal
 */
export function offlineCourse(element, signal) {
  // A preview has no worker, but one of an earlier site may be registered at its address.
  if (!workers() || !document.querySelector("[data-an-worker]")) return;
  const summary = need(element, ".an-offline-size", HTMLElement);
  const button = need(element, "button", HTMLButtonElement);
  const progress = need(element, ".an-offline-progress", HTMLElement);
  const bar = need(progress, "progress", HTMLProgressElement);
  const text = need(progress, "[data-text]", HTMLElement);
  const status = need(element, "[role=status]", HTMLElement);
  const language = element.dataset.language;

  /** @param {number} bytes */
  const size = (bytes) => {
    const [unit, per] = bytes < 1e6 ? ["kilobyte", 1e3] : ["megabyte", 1e6];
    const digits = bytes < 1e6 ? 0 : 1;
    return new Intl.NumberFormat(language, {
      style: "unit",
      unit,
      maximumFractionDigits: digits,
    }).format(bytes / per);
  };

  /** @param {import("../../common/worker.js").CourseFile[]} files */
  const weight = (files) => files.reduce((sum, { bytes }) => sum + bytes, 0);

  const show = async () => {
    const { files, bytes, kept } = await courseSize();
    const state = kept.files >= files ? "done" : kept.files > 0 ? "rest" : "size";
    summary.textContent = data(summary, state);
    button.hidden = state === "done";
    if (state !== "done") {
      button.textContent = filled(data(button, state), { size: size(bytes - kept.bytes) });
    }
    if (element.hidden) {
      element.hidden = false;
      showPlace();
    }
  };

  /** @returns {Promise<string>} the outcome */
  const load = async () => {
    await show();
    const missing = await missingFiles();
    if (!missing) return "unreachable";
    const total = weight(missing);
    const queue = [...missing];
    let loaded = 0;
    /** @type {string | null} */
    let obstacle = null;
    const tell = () => {
      bar.max = total || 1;
      bar.value = loaded;
      text.textContent = filled(data(text, "text"), { percent: Math.floor((loaded / bar.max) * 100) });
    };
    const work = async () => {
      for (let file = queue.shift(); file && !obstacle && !signal.aborted; file = queue.shift()) {
        const met = await keep(file.address);
        if (met) {
          obstacle = met;
          return;
        }
        loaded += file.bytes;
        tell();
      }
    };
    tell();
    progress.hidden = false;
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    progress.hidden = true;
    return obstacle || "done";
  };

  show().then(() => {
    button.addEventListener(
      "click",
      async () => {
        if (button.getAttribute("aria-disabled") === "true") return;
        button.setAttribute("aria-disabled", "true"); // Unlike a disabled button, it keeps focus.
        status.textContent = data(status, "working");
        // Asks the browser not to clear what the learner chose to keep; a refusal changes nothing here.
        if (navigator.storage && navigator.storage.persist) await navigator.storage.persist();
        const ended = await load();
        button.removeAttribute("aria-disabled");
        status.textContent = data(status, ended);
        await show();
      },
      { signal },
    );
  });
}
