/** The types of item, by the name that an item carries as its `data-type`: one line each. */
export { choice } from "./choice/choice.js";
export { fill } from "./fill/fill.js";
export { free } from "./free/free.js";
export { match } from "./match/match.js";
export { multiple } from "./multiple/multiple.js";
export { order } from "./order/order.js";
export { sort } from "./sort/sort.js";
export { spot } from "./spot/spot.js";
