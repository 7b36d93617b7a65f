import { need } from "../../common/dom.js";

/**
 * `<say-aloud>`: a text with a button that reads it in a voice of the device itself. Without such a
 * voice in its language there is no button; a voice that sends the words elsewhere doesn't count.
 * @param {HTMLElement} element
 * @param {AbortSignal} signal
 */
export function sayAloud(element, signal) {
  const speech = window.speechSynthesis;
  if (!speech) return;
  const button = need(element, "button", HTMLButtonElement);
  const [language] = (element.closest("[lang]")?.getAttribute("lang") || "").split("-");
  const voice = () =>
    speech.getVoices().find((one) => one.localService && one.lang.split(/[-_]/)[0] === language);
  const show = () => {
    button.hidden = !voice();
  };
  show();
  speech.addEventListener("voiceschanged", show, { signal });
  const press = (/** @type {boolean} */ spoken) =>
    button.setAttribute("aria-pressed", String(spoken));
  const toggle = () => {
    const spoken = button.getAttribute("aria-pressed") === "true";
    speech.cancel();
    if (spoken) return;
    const texts = [...element.children].slice(0, -1).map((one) => one.textContent);
    const said = new SpeechSynthesisUtterance(texts.join("\n"));
    said.voice = voice() ?? null;
    said.onend = said.onerror = () => press(false);
    press(true);
    speech.speak(said);
  };
  button.addEventListener("click", toggle, { signal });
  signal.addEventListener("abort", () => speech.cancel());
}
