/**
 * The entry of every page: the elements of a scenario, then what the theme lacks for keyboards.
 * Pages that look beyond one scenario bring `course.js` as well.
 */
import { installAnchors } from "./a11y/anchors.js";
import { installDrawer } from "./a11y/drawer.js";
import { installPageFocus } from "./a11y/focus.js";
import { installNavigation } from "./a11y/navigation.js";
import { watchPages } from "./a11y/pages.js";
import { installPalette } from "./a11y/palette.js";
import { installScrollRegions } from "./a11y/regions.js";
import { installSearch } from "./a11y/search.js";
import { installShortcuts } from "./a11y/shortcuts.js";
import { watchDevice } from "./device.js";
import { define } from "./dom.js";
import { courseUpdate } from "./elements/course-update.js";
import { ownReply } from "./elements/own-reply.js";
import { scenarioDialogue } from "./elements/scenario-dialogue.js";
import { scenarioQuiz } from "./elements/scenario-quiz.js";
import { scenarioVisit } from "./elements/scenario-visit.js";
import { installMissing } from "./missing.js";
import { installCourseScript } from "./more.js";
import * as shared from "./shared.js";
import { installWorksheet } from "./worksheet.js";

watchDevice();
Object.assign(globalThis, { answerable: shared });
define("scenario-visit", scenarioVisit);
define("own-reply", ownReply);
define("scenario-quiz", scenarioQuiz);
define("scenario-dialogue", scenarioDialogue);
define("course-update", courseUpdate);

installWorksheet();
installMissing();
// The order counts: panels close and release the page before focus moves to a new heading.
installShortcuts();
installAnchors();
installNavigation();
installDrawer();
installSearch();
installPalette();
installScrollRegions();
installPageFocus();
installCourseScript();
watchPages();
