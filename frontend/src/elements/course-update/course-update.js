import { onPage } from "../../theme/pages.js";
import { data, need } from "../../common/dom.js";
import { ROOT } from "../../common/site.js";
import { keep, takeOver, workers } from "../../common/worker.js";

/** As browsers call it when the learner allows a site to keep nothing. */
const DENIED = ["NotSupportedError", "SecurityError"];

/**
 * `<course-update data-worker>`: starts the service worker of that name at the site's root, and
 * tells when a new version of the course is there. Nothing changes before the learner asks for it.
 * @param {HTMLElement} element
 * @param {AbortSignal} signal
 */
export function courseUpdate(element, signal) {
  const container = workers();
  if (!container) return;
  const status = need(element, "[role=status]", HTMLElement);
  const words = need(element, "template", HTMLTemplateElement);

  /** @param {ServiceWorkerRegistration} registration */
  const offer = (registration) => {
    if (status.firstChild) return;
    status.append(words.content.cloneNode(true));
    const button = need(status, "button", HTMLButtonElement);
    button.addEventListener("click", () => {
      const { waiting } = registration;
      if (!waiting) return location.reload(); // Another page has taken it already.
      waiting.addEventListener("statechange", () => {
        if (waiting.state === "activated" && !container.controller) location.reload();
      });
      takeOver(waiting);
    });
  };

  /** @param {ServiceWorkerRegistration} registration */
  const watch = (registration) => {
    const follow = () => {
      const { installing } = registration;
      if (!installing) return;
      installing.addEventListener("statechange", () => {
        // Without an active one it is the first, and news to nobody.
        if (installing.state === "installed" && registration.active) offer(registration);
      });
    };
    if (registration.waiting && registration.active) offer(registration);
    follow();
    registration.addEventListener("updatefound", follow, { signal });
  };

  if (container.controller) {
    // The new version has taken over, here or in another tab: no page may go on with the old one.
    container.addEventListener("controllerchange", () => location.reload(), { signal });
  } else {
    // Before its first reload a page is served without the worker, which keeps it all the same.
    onPage(() => {
      container.ready.then(({ active }) => active && keep(active, location.href));
    });
  }
  container.register(ROOT + data(element, "worker")).then(watch, (/** @type {DOMException} */ error) => {
    // Where the browser keeps nothing for this site, the course is read online.
    if (!DENIED.includes(error.name)) throw error;
  });
}
