import { all, data } from "../../common/dom.js";

/**
 * @param {ParentNode} root of a list of scenarios, which says where each of them happens
 * @returns {import("../../learner/shortpath.js").Place[]}
 */
export const placesIn = (root) =>
  all(root, "[data-scenarios] > [data-id]").map((entry) => ({
    id: data(entry, "id"),
    module: data(entry, "module"),
    department: entry.dataset.department || "",
    channel: entry.dataset.channel || "",
    difficulty: Number(entry.dataset.difficulty) || MEDIUM,
  }));

const MEDIUM = 2; // of 3
