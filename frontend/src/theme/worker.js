import { data } from "../common/dom.js";
import { ROOT } from "../common/site.js";
import { keep, workers } from "../common/worker.js";
import { onPage } from "./pages.js";

/** Names of the errors that browsers raise if the learner doesn't let sites store anything. */
const DENIED = ["NotSupportedError", "SecurityError"];

/** Starts the service worker that the page names. It brings a new build by itself. */
export function installWorker() {
  const container = workers();
  const named = document.querySelector("template[data-an-worker]");
  if (!container || !(named instanceof HTMLTemplateElement)) return;
  // Until its first reload a page isn't served by the worker, which keeps it anyway.
  if (!container.controller) onPage(() => keep(location.href));
  container.register(ROOT + data(named, "anWorker")).catch((/** @type {DOMException} */ error) => {
    // If the browser stores nothing for this site, the course is only available online.
    if (!DENIED.includes(error.name)) throw error;
  });
}
