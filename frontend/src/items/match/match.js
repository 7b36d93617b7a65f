/** Match excuses with the lessons that answer them. */
import { need } from "../../common/dom.js";
import { places } from "../places.js";

/** @param {HTMLElement} entry @returns {HTMLSelectElement} */
const select = (entry) => need(entry, "select", HTMLSelectElement);

/** @param {import("../item.js").Parts} parts @returns {import("../item.js").ItemType} */
export const match = (parts) =>
  places(
    parts,
    (entry) => select(entry).value,
    (entry, lesson) => {
      select(entry).value = lesson;
    },
  );
