/** The page's entry: the course's own elements, then what the theme lacks for keyboards. */
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
import { answeredMark } from "./elements/answered-mark.js";
import { courseStart } from "./elements/course-start.js";
import { ownReply } from "./elements/own-reply.js";
import { scenarioFilter } from "./elements/scenario-filter.js";
import { scenarioQuiz } from "./elements/scenario-quiz.js";
import { scenarioVisit } from "./elements/scenario-visit.js";

watchDevice();
define("scenario-visit", scenarioVisit);
define("own-reply", ownReply);
define("scenario-quiz", scenarioQuiz);
define("answered-mark", answeredMark);
define("course-start", courseStart);
define("scenario-filter", scenarioFilter);

// The order counts: panels close and release the page before focus moves to a new heading.
installShortcuts();
installAnchors();
installNavigation();
installDrawer();
installSearch();
installPalette();
installScrollRegions();
installPageFocus();
watchPages();
