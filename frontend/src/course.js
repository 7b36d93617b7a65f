/**
 * The entry point of pages that cover more than one scenario: progress, what is due, quizzes. It runs
 * after `main.js` and shares its modules (see `build.mjs`).
 */
import { define } from "./common/dom.js";
import { courseCertificate } from "./elements/course-certificate/course-certificate.js";
import { courseProgress } from "./elements/course-progress/course-progress.js";
import { courseStart } from "./elements/course-start/course-start.js";
import { deckLink } from "./elements/deck-link/deck-link.js";
import { itemDeck } from "./elements/item-deck/item-deck.js";
import { moduleProgress } from "./elements/module-progress/module-progress.js";
import { offlineCourse } from "./elements/offline-course/offline-course.js";
import { ownScenario } from "./elements/own-scenario/own-scenario.js";
import { ownWords } from "./elements/own-words/own-words.js";
import { planList } from "./elements/plan-list/plan-list.js";
import { reviewPlan } from "./elements/review-plan/review-plan.js";
import { reviewSession } from "./elements/review-session/review-session.js";
import { rolePath } from "./elements/role-path/role-path.js";
import { savedRecords } from "./elements/saved-records/saved-records.js";
import { scenarioFilter } from "./elements/scenario-filter/scenario-filter.js";
import { scenarioMark } from "./elements/scenario-mark/scenario-mark.js";
import { selfCheck } from "./elements/self-check/self-check.js";
import { onceKnown } from "./learner/known.js";
import { watchReadings } from "./learner/reading.js";

watchReadings();
define("scenario-mark", scenarioMark);
define("module-progress", onceKnown(moduleProgress));
define("course-start", onceKnown(courseStart));
define("role-path", onceKnown(rolePath));
define("course-progress", onceKnown(courseProgress));
define("own-scenario", ownScenario);
define("plan-list", onceKnown(planList));
define("own-words", onceKnown(ownWords));
define("self-check", selfCheck);
define("saved-records", onceKnown(savedRecords));
define("review-plan", onceKnown(reviewPlan));
define("review-session", onceKnown(reviewSession));
define("scenario-filter", scenarioFilter);
define("offline-course", offlineCourse);
define("deck-link", deckLink);
define("item-deck", itemDeck);
define("course-certificate", courseCertificate);
