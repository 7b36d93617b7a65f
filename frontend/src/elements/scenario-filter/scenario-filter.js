import { all, data, followedLink, need } from "../../common/dom.js";
import { askedIn, fits, queryFor } from "./filter.js";
import { filled } from "../../common/message.js";
import { store } from "../../learner/device.js";
import { stateNow } from "../../learner/reading.js";
import { trackedBy } from "../../learner/tracked.js";

/**
 * `<scenario-filter data-course data-tracked data-count data-none>`: shows the scenarios of a catalogue
 * that pass all the chosen filters, and keeps the choice in the address, so that it can be linked to.
 * @param {HTMLElement} element
 * @param {AbortSignal} signal
 */
export function scenarioFilter(element, signal) {
  const course = data(element, "course");
  const tracked = new Map(trackedBy(element).map((one) => [one.scenario, one]));
  const button = need(element, "[data-unfold]", HTMLButtonElement);
  const form = need(element, "form", HTMLFormElement);
  const count = need(element, ".an-count", HTMLElement);
  const selects = [...form.querySelectorAll("select")];
  const names = selects.map((select) => select.name);
  const items = all(element, ".an-item").map((item) => ({ item, offered: offeredBy(item) }));
  const groups = all(element, ".an-group");

  /** @param {HTMLElement} item @returns {"done" | "open"} */
  const progressOf = (item) => {
    const one = tracked.get(data(item, "scenario"));
    return one && stateNow(course, one).reached === "done" ? "done" : "open";
  };

  const asked = () =>
    Object.fromEntries(selects.filter((one) => one.value).map((one) => [one.name, one.value]));

  const apply = () => {
    const wanted = asked();
    let shown = 0;
    for (const { item, offered } of items) {
      item.hidden = !fits({ ...offered, progress: [progressOf(item)] }, wanted);
      if (!item.hidden) shown += 1;
    }
    for (const group of groups) group.hidden = !group.querySelector(".an-item:not([hidden])");
    const text = data(element, shown === 0 ? "none" : "count");
    count.textContent = filled(text, { n: shown, total: items.length });
  };

  const readAddress = () => {
    const wanted = askedIn(location.search, names);
    for (const select of selects) {
      select.value = wanted[select.name] || "";
      if (select.selectedIndex < 0) select.value = ""; // The address asks for a value that doesn't exist.
    }
  };

  const changed = () => {
    const query = queryFor(location.search, names, asked());
    history.replaceState(history.state, "", location.pathname + query + location.hash);
    apply();
  };

  form.addEventListener("change", changed, { signal });
  form.addEventListener("submit", (event) => event.preventDefault(), { signal });
  form.addEventListener(
    "reset",
    (event) => {
      event.preventDefault(); // A reset would restore what was chosen when the page was loaded.
      for (const select of selects) select.value = "";
      changed();
    },
    { signal },
  );

  const followAddress = () => {
    readAddress();
    apply();
  };
  document.addEventListener(
    "click",
    (event) => {
      const link = followedLink(event);
      if (!link || !asksForMore(link)) return;
      // Neither the browser nor the theme may reload the page for another filter.
      event.preventDefault();
      event.stopPropagation();
      history.pushState(null, "", link.href);
      followAddress();
    },
    { capture: true, signal },
  );
  addEventListener("popstate", followAddress, { signal });

  /** @param {boolean} open only matters on a narrow screen */
  const unfold = (open) => {
    button.setAttribute("aria-expanded", String(open));
    form.toggleAttribute("data-unfolded", open);
  };
  button.addEventListener("click", () => unfold(!form.hasAttribute("data-unfolded")), { signal });
  store.subscribe(() => asked().progress && apply(), signal);

  readAddress();
  if (Object.keys(asked()).length > 0) apply();
  unfold(Object.keys(asked()).length > 0);
  need(element, ".an-filters-fold", HTMLElement).hidden = false;
  form.hidden = false;
}

/**
 * @param {HTMLAnchorElement} link
 * @returns {boolean} whether it leads to this same page with another query
 */
function asksForMore(link) {
  return (
    location.protocol.startsWith("http") &&
    link.origin === location.origin &&
    link.pathname === location.pathname &&
    link.search !== location.search &&
    !link.hash
  );
}

/** @param {HTMLElement} item @returns {Record<string, string[]>} */
function offeredBy({ dataset }) {
  /** @type {Record<string, string[]>} */
  const offered = {};
  for (const [name, value] of Object.entries(dataset)) {
    if (name === "tags") offered.tag = JSON.parse(value || "[]");
    else offered[name] = [value || ""];
  }
  return offered;
}
