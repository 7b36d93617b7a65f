/** Sort replies into buckets. */
import { places } from "../places.js";

/** @param {HTMLElement} entry @returns {HTMLInputElement[]} */
const radios = (entry) => [...entry.querySelectorAll("input")];

/** @param {import("../item.js").Parts} parts @returns {import("../item.js").ItemType} */
export const sort = (parts) =>
  places(
    parts,
    (entry) => (radios(entry).find((radio) => radio.checked) || { value: "" }).value,
    (entry, bucket) => {
      for (const radio of radios(entry)) radio.checked = radio.value === bucket;
    },
  );
