/** The item types, one line each, by the name in an item's `data-type`. */
export { choice } from "./choice/choice.js";
export { fill } from "./fill/fill.js";
export { free } from "./free/free.js";
export { match } from "./match/match.js";
export { multiple } from "./multiple/multiple.js";
export { order } from "./order/order.js";
export { sort } from "./sort/sort.js";
export { spot } from "./spot/spot.js";
