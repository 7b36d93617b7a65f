/**
 * The entry point of every page: the elements of a scenario, then what the theme lacks for keyboards.
 * Pages that cover more than one scenario also load `course.js`.
 */
import { installAnchors } from "./theme/anchors.js";
import { installDrawer } from "./theme/drawer.js";
import { installPageFocus } from "./theme/focus.js";
import { installMarks } from "./theme/marks.js";
import { installNavigation } from "./theme/navigation.js";
import { installPalette } from "./theme/palette.js";
import { installScrollRegions } from "./theme/regions.js";
import { installScrolled } from "./theme/scrolled.js";
import { installSearch } from "./theme/search.js";
import { installShortcuts } from "./theme/shortcuts.js";
import { installSwap } from "./theme/swap.js";
import { installUnplayed } from "./theme/unplayed.js";
import { installWorker } from "./theme/worker.js";
import { watchDevice } from "./learner/device.js";
import { define } from "./common/dom.js";
import { ownPlan } from "./elements/own-plan/own-plan.js";
import { ownReply } from "./elements/own-reply/own-reply.js";
import { sayAloud } from "./elements/say-aloud/say-aloud.js";
import { scenarioDialogue } from "./elements/scenario-dialogue/scenario-dialogue.js";
import { scenarioPath } from "./elements/scenario-path/scenario-path.js";
import { scenarioQuiz } from "./elements/scenario-quiz/scenario-quiz.js";
import { scenarioVisit } from "./elements/scenario-visit/scenario-visit.js";
import { installMissing } from "./theme/missing.js";
import { installScripts } from "./theme/more.js";
import * as shared from "./shared.js";
import { installWorksheet } from "./theme/worksheet.js";

document.documentElement.classList.replace("no-js", "js");
watchDevice();
Object.assign(globalThis, { answerable: shared });
define("scenario-visit", scenarioVisit);
define("own-reply", ownReply);
define("own-plan", ownPlan);
define("scenario-path", scenarioPath);
define("scenario-quiz", scenarioQuiz);
define("scenario-dialogue", scenarioDialogue);
define("say-aloud", sayAloud);

installWorksheet();
installMissing();
// The order matters: panels close and release the page before focus moves to a new heading.
installShortcuts();
installAnchors();
installNavigation();
installDrawer();
installSearch();
installMarks();
installPalette();
installScrolled();
installScrollRegions();
installPageFocus();
installScripts();
installUnplayed();
installWorker();
installSwap();
