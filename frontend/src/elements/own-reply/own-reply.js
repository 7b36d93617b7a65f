import { store } from "../../learner/device.js";
import { data, need } from "../../common/dom.js";
import { keepTyped } from "../../learner/keeping.js";
import { OWN_REPLY, asOwnWords } from "../../learner/records.js";
import { partFor } from "../../common/parts.js";
import { scriptAddress } from "../../common/site.js";
import { recordKey } from "../../learner/store.js";

/**
 * `<own-reply data-course data-scenario>`: keeps the learner's own reply on the device, and repeats it
 * beside the replies that it is compared with. If there is a coach in the page's language, its script is loaded when the learner begins to write.
 * @param {HTMLElement} element
 * @param {AbortSignal} signal
 */
export function ownReply(element, signal) {
  const key = recordKey(data(element, "course"), data(element, "scenario"), OWN_REPLY);
  const box = need(element, "textarea", HTMLTextAreaElement);
  const status = need(element, "[role=status]", HTMLElement);
  const said = need(document, "[data-own-said]", HTMLElement);
  const repeat = () => {
    said.hidden = !box.value.trim();
    need(said, "blockquote", HTMLElement).textContent = box.value;
  };
  keepTyped(
    [box],
    status,
    {
      key,
      as: asOwnWords,
      typed: () => (box.value.trim() ? { text: box.value, at: store.now() } : null),
      show: (saved) => {
        box.value = saved ? saved.text : "";
        repeat();
      },
    },
    signal,
  );
  box.addEventListener("input", repeat, { signal });
  repeat();
  const coach = partFor(element, "[data-coach]");
  if (coach?.childElementCount) box.addEventListener("input", () => bring(coach, element), { once: true, signal });
}

/**
 * @param {DocumentFragment} coach is put on the page once its script is there
 * @param {HTMLElement} element the end of which it comes to
 */
function bring(coach, element) {
  const put = () => element.append(coach);
  if (customElements.get("reply-coach")) {
    put();
    return;
  }
  const script = document.createElement("script");
  script.src = scriptAddress("answerable-coach.js");
  script.onload = put; // Without a connection there is no coach.
  document.head.append(script);
}
