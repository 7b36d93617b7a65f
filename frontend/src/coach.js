/**
 * The entry point of the coach, which `own-reply` loads when a learner begins to write. It runs after
 * `main.js` and shares its modules (see `build.mjs`).
 */
import { define } from "./common/dom.js";
import { replyCoach } from "./elements/reply-coach/reply-coach.js";

define("reply-coach", replyCoach);
