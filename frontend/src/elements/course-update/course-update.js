import { onPage } from "../../theme/pages.js";
import { data, need } from "../../common/dom.js";
import { ROOT } from "../../common/site.js";
import { keep, takeOver, workers } from "../../common/worker.js";

/** Names of the errors that browsers raise if the learner doesn't let sites store anything. */
const DENIED = ["NotSupportedError", "SecurityError"];

/**
 * `<course-update data-worker>`: starts the service worker of that name at the site's root, and
 * says when a new version of the course is available. Nothing changes until the learner asks for it.
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
      if (!waiting) return location.reload(); // Another page has already activated it.
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
        // Without an active worker this is the first version, and there is nothing to announce.
        if (installing.state === "installed" && registration.active) offer(registration);
      });
    };
    if (registration.waiting && registration.active) offer(registration);
    follow();
    registration.addEventListener("updatefound", follow, { signal });
  };

  if (container.controller) {
    // The new version has taken over, here or in another tab: no page may keep using the old one.
    container.addEventListener("controllerchange", () => location.reload(), { signal });
  } else {
    // Until its first reload a page isn't served by the worker, which keeps it anyway.
    onPage(() => {
      container.ready.then(({ active }) => active && keep(active, location.href));
    });
  }
  container.register(ROOT + data(element, "worker")).then(watch, (/** @type {DOMException} */ error) => {
    // If the browser stores nothing for this site, the course is only available online.
    if (!DENIED.includes(error.name)) throw error;
  });
}
