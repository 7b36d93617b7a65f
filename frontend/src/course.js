/**
 * The entry of pages that look beyond one scenario: how far the learner has come, what is due, the
 * quizzes. It runs after `main.js` and shares its modules (see `shared.js`).
 */
import { define } from "./dom.js";
import { courseCertificate } from "./elements/course-certificate.js";
import { courseProgress } from "./elements/course-progress.js";
import { courseStart } from "./elements/course-start.js";
import { itemDeck } from "./elements/item-deck.js";
import { moduleProgress } from "./elements/module-progress.js";
import { offlineCourse } from "./elements/offline-course.js";
import { reviewPlan } from "./elements/review-plan.js";
import { reviewSession } from "./elements/review-session.js";
import { savedRecords } from "./elements/saved-records.js";
import { scenarioFilter } from "./elements/scenario-filter.js";
import { scenarioMark } from "./elements/scenario-mark.js";
import { watchReadings } from "./reading.js";

watchReadings();
define("scenario-mark", scenarioMark);
define("module-progress", moduleProgress);
define("course-start", courseStart);
define("course-progress", courseProgress);
define("saved-records", savedRecords);
define("review-plan", reviewPlan);
define("review-session", reviewSession);
define("scenario-filter", scenarioFilter);
define("offline-course", offlineCourse);
define("item-deck", itemDeck);
define("course-certificate", courseCertificate);
