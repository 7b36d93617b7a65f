/** Any number of several options, as check boxes in any order. */
import { inAnyOrder } from "../item.js";
import { ticks } from "../ticks.js";

/** @param {import("../item.js").Parts} parts @returns {import("../item.js").ItemType} */
export const multiple = (parts) => ({ ...ticks(parts), mixed: inAnyOrder });
