import { store } from "../../learner/device.js";
import { data, need } from "../../common/dom.js";
import { OWN_REPLY, asOwnWords } from "../../learner/records.js";
import { ROOT } from "../../common/site.js";
import { recordKey } from "../../learner/store.js";

const PAUSE = 800; // ms without typing after which the words are saved, which is announced once

/**
 * `<own-reply data-course data-scenario data-item>`: saves the words in its text box on the device.
 * Without `data-item` they are the learner's own reply. A `template[data-coach]` in it holds a coach,
 * whose script is loaded when the learner begins to write.
 * @param {HTMLElement} element
 * @param {AbortSignal} signal
 */
export function ownReply(element, signal) {
  const item = element.dataset.item || OWN_REPLY;
  const key = recordKey(data(element, "course"), data(element, "scenario"), item);
  const box = need(element, "textarea", HTMLTextAreaElement);
  const status = need(element, "[role=status]", HTMLElement);
  let unsaved = false;
  let timer = 0;

  const restore = () => {
    const saved = store.read(key, asOwnWords);
    if (saved || box.value === "") box.value = saved ? saved.text : "";
    else unsaved = true; // Typed before this script ran.
  };

  /** @returns {boolean} whether there was something to save */
  const save = () => {
    clearTimeout(timer);
    if (!unsaved) return false;
    unsaved = false;
    const text = box.value;
    store.update(key, asOwnWords, () => (text.trim() ? { text, at: store.now() } : null));
    return true;
  };

  box.addEventListener(
    "input",
    () => {
      unsaved = true;
      status.textContent = "";
      clearTimeout(timer);
      timer = window.setTimeout(() => {
        if (save()) status.textContent = data(status, store.durable ? "saved" : "denied");
      }, PAUSE);
    },
    { signal },
  );
  addEventListener("pagehide", save, { signal });
  document.addEventListener("visibilitychange", () => document.hidden && save(), { signal });
  signal.addEventListener("abort", save);
  const renew = () => {
    if (unsaved) return; // Words being typed here take precedence over what another tab saved.
    const saved = store.read(key, asOwnWords);
    box.value = saved ? saved.text : "";
    status.textContent = "";
  };
  store.follow(key, renew, signal);
  restore();
  const coach = element.querySelector("template[data-coach]");
  if (coach instanceof HTMLTemplateElement) {
    box.addEventListener("focus", () => bring(coach), { once: true, signal });
  }
}

/** @param {HTMLTemplateElement} coach is put on the page once its script is there */
function bring(coach) {
  const put = () => coach.replaceWith(document.importNode(coach.content, true));
  if (customElements.get("reply-coach")) {
    put();
    return;
  }
  const script = document.createElement("script");
  script.src = `${ROOT}assets/answerable-coach.js`;
  script.onload = put; // Without a connection there is no coach.
  document.head.append(script);
}
