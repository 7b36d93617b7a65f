import { data } from "../../common/dom.js";
import { knownHere } from "../../learner/known.js";

/** @returns {import("../../learner/shortpath.js").Place[]} where each scenario that the page knows of happens */
export const placesHere = () =>
  knownHere()
    .filter(({ dataset }) => "tracked" in dataset) // The others have been retired.
    .map((entry) => ({
      id: data(entry, "id"),
      module: data(entry, "module"),
      department: entry.dataset.department || "",
      channel: entry.dataset.channel || "",
      difficulty: Number(entry.dataset.difficulty) || MEDIUM,
    }));

const MEDIUM = 2; // of 3
