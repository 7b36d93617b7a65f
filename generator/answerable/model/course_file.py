"""Define what an author may write in course.yml and in its translations; see `schema`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal, TypeAlias

from pydantic import Field, StringConstraints

from answerable.i18n import N_
from answerable.model.colours import OURS, Colours, Deviation, derived
from answerable.model.labels import Labels, LabelWord
from answerable.model.picture import MediaPath
from answerable.model.scalars import (
    LANGUAGE_MAX_LENGTH,
    LANGUAGE_PATTERN,
    MOST,
    MOST_MODULES,
    Code,
    Colour,
    Count,
    FilePath,
    Frozen,
    Id,
    IsoDate,
    Line,
    LinkTarget,
    Markdown,
    Percent,
    ReportAddress,
    SameMeaning,
    Shorthand,
    YesNo,
)

DEFAULT_COACHING = (
    N_("If everything had gone as you wished, what would you have done?"),
    N_("What held you back from doing it?"),
    N_("What did %(the_person)s need from you at that moment?"),
    N_("What could have got you past the obstacle?"),
    N_("What help do you need, from me or from others?"),
    N_("What will you do differently next time?"),
)
"""Questions for a debrief, in the order in which a coach asks them. A course without questions of
its own gets these in its language.
"""


class Objective(Shorthand):
    """What learners can do afterwards."""

    shorthand = "text"

    text: Markdown = Field(
        description="What learners can do afterwards.",
        examples=["You can promise a time and keep it."],
    )
    id: Id | None = Field(
        None,
        description="A name for the field `serves` of scenarios. If an objective has one, the "
        "check reports it when no scenario serves it.",
        examples=["keep-a-promise"],
    )


class ModuleEntry(Frozen):
    """One module, as course.yml lists it."""

    folder: Id = Field(
        description="The folder next to course.yml that contains the scenarios.",
        examples=["follow-through"],
    )
    title: Line = Field(description="The module's headline.", examples=["Follow through"])
    summary: Markdown | None = Field(
        None,
        description="What the module is about, in one or two sentences.",
        examples=["How to keep a promise when the work passes through many hands."],
    )
    objectives: tuple[Objective, ...] = Field(
        (),
        max_length=MOST,
        description="What learners can do afterwards.",
        examples=[["You can promise a time and keep it."]],
    )
    status: Literal["draft", "live"] = Field(
        "live",
        description="draft: the module and its scenarios appear only in the preview. live: "
        "learners see it.",
        examples=["draft"],
    )
    scenarios: tuple[Id, ...] = Field(
        (),
        description="Scenario ids in order. Default: the order of the file names.",
        examples=[["lost-parcel", "late-refund"]],
    )
    labels: Labels | None = Field(
        None,
        description="The words for this module’s topic, where they differ from the course’s.",
        examples=[{"person": "team member", "actor": "team leader"}],
    )


class FooterLink(Shorthand):
    """A link at the foot of every page."""

    shorthand = "link"

    link: LinkTarget = Field(
        description="One of your pages in `content/`, a web address, or an email address after "
        "`mailto:`.",
        examples=["imprint.md", "mailto:training@example.com"],
    )
    title: Line | None = Field(
        None,
        description="What it says. Default: the title of the page, or the address.",
        examples=["Imprint"],
    )

    @property
    def is_page(self) -> bool:
        """Whether it leads to a page of the site."""
        return self.link.endswith(".md")


class Draw(Frozen):
    """How many questions a quiz draws from those there are."""

    questions: Count = Field(description="How many questions are asked.", examples=[10])


class Checks(Frozen):
    """What the check looks for in this course, and how serious it takes it."""

    ignore: tuple[Code, ...] = Field(
        (), description="Rules that are switched off.", examples=[["AN005"]]
    )
    notes: tuple[Code, ...] = Field(
        (), description="Rules reported as notes.", examples=[["AN006"]]
    )
    warnings: tuple[Code, ...] = Field(
        (), description="Rules reported as warnings.", examples=[["AN026"]]
    )
    errors: tuple[Code, ...] = Field(
        (), description="Rules reported as errors, which stop a build.", examples=[["AN001"]]
    )
    longer: Percent = Field(
        20,
        description="By how many per cent the right reply may be longer than any other (AN002).",
        examples=[20],
    )
    similar: Percent = Field(
        80,
        description="From how many per cent of shared words texts count as nearly the same (AN004, "
        "AN016, AN017).",
        examples=[80],
    )
    share: Percent = Field(
        60,
        description="In how many per cent of the scenarios something may give the right reply away "
        "(AN003, AN013, AN014).",
        examples=[60],
    )
    lesson_words: Count = Field(
        60, description="How many words there may be to remember (AN006).", examples=[60]
    )
    reading_ease: Percent = Field(
        50,
        description="The lowest acceptable Flesch reading ease: 100 is very easy, 60 is plain, 30 "
        "is hard (AN019).",
        examples=[50],
    )


Corners: TypeAlias = Literal["round", "soft", "square"]

Look: TypeAlias = Literal["harbour", "heather", "graphite"]

Typeface: TypeAlias = Literal["atkinson", "literata", "nunito", "open-sans"]

_LOOKS: Mapping[str, tuple[str, str, Corners]] = {
    "harbour": ("#1f4e79", "#b3541e", "soft"),
    "heather": ("#6b3a6e", "#7a5c00", "round"),
    "graphite": ("#383a3b", "#b01842", "square"),
}
"""Main colour, accent and corners of each look."""

_ROUNDNESS: Mapping[Corners, float] = {"round": 1, "soft": 0.4, "square": 0}


class FontPaths(Frozen):
    """The files of a typeface of your own, one for each style: .ttf, .otf or .woff2."""

    regular: FilePath = Field(
        description="The font of most texts: its path in the folder of course.yml.",
        examples=["fonts/Corporate-Regular.ttf"],
    )
    bold: FilePath = Field(
        description="The font of titles and of what is stressed.",
        examples=["fonts/Corporate-Bold.ttf"],
    )
    italic: FilePath | None = Field(
        None,
        description="The font of what is in italics. Default: none, so that print has no italics.",
        examples=["fonts/Corporate-Italic.ttf"],
    )


class Brand(Frozen):
    """How everything that is made from the course looks. Without it, it looks like ours."""

    name: Line | None = Field(
        None,
        description="The name in the header of the site, in browser tabs and bookmarks. Default: "
        "the title of the course.",
        examples=["Parcel Academy"],
    )
    short_name: Line | None = Field(
        None,
        description="The name below the icon on a phone’s home screen, which has room for some "
        "twelve letters. Default: the name.",
        examples=["Parcels"],
    )
    logo: MediaPath | None = Field(
        None,
        description="A picture with a transparent or white ground, at least 512 pixels wide or "
        "high: its path in the folder of course.yml. It is in the header, on the title card and "
        "slide, on certificates, and in browsers’ tabs.",
        examples=["media/logo.png"],
    )
    logo_dark: MediaPath | None = Field(
        None,
        description="The logo for dark mode. Default: the same one, on white.",
        examples=["media/logo-dark.png"],
    )
    look: Look | None = Field(
        None,
        description="A ready look, whose colours and corners are used where no others are given.",
        examples=["harbour"],
    )
    colour: Colour | None = Field(
        None,
        description="The main colour, as six digits. All other colours are derived from it, and "
        "are always dark or light enough for text to be read (AN032).",
        examples=["8a1538"],
    )
    accent: Colour | None = Field(
        None,
        description="The colour of what stands out. Default: the opposite of the main colour.",
        examples=["00629b"],
    )
    module_colours: tuple[Colour, ...] = Field(
        (),
        max_length=MOST,
        description="A colour for each module; after the last one they begin again. Default: eight "
        "colours derived from the main one.",
        examples=[["8a1538", "00629b"]],
    )
    corners: Corners | None = Field(
        None,
        description="The corners of boxes and buttons, on pages and in print. Default: round.",
        examples=["square"],
    )
    typeface: Typeface | None = Field(
        None,
        description="The typeface of pages and of everything that is printed. Default: Atkinson "
        "Hyperlegible in print, and the reader’s own on pages.",
        examples=["literata"],
    )
    fonts: FontPaths | None = Field(
        None,
        description="A typeface of your own, instead of `typeface`.",
        examples=[{"regular": "fonts/Corporate-Regular.ttf", "bold": "fonts/Corporate-Bold.ttf"}],
    )

    @property
    def shape(self) -> Corners:
        """The corners, the look's if no others are given."""
        return self.corners or (_LOOKS[self.look][2] if self.look else "round")

    @property
    def roundness(self) -> float:
        """How round corners are, compared with our own."""
        return _ROUNDNESS[self.shape]

    @property
    def colours(self) -> Colours:
        """All colours that follow from it."""
        return self._derived[0]

    @property
    def deviations(self) -> tuple[Deviation, ...]:
        """Which of its colours can't be used as they are."""
        return self._derived[1]

    @property
    def _derived(self) -> tuple[Colours, tuple[Deviation, ...]]:
        main, accent = self.colour, self.accent
        if self.look and not main:
            main, look_accent, _ = _LOOKS[self.look]
            accent = accent or look_accent
        if not (main or accent or self.module_colours):
            return OURS, ()
        return derived(main or OURS.light["brand"], accent, self.module_colours)


class CourseFile(Frozen):
    """course.yml: what holds for the whole course. Every field has a default."""

    id: Id = Field(
        "course",
        description="Learners’ progress is stored under it: never change it after publishing.",
        examples=["parcel-service"],
    )
    title: Line = Field(
        "Course", description="The name of the course.", examples=["Accountable parcel service"]
    )
    language: Annotated[
        str, StringConstraints(pattern=LANGUAGE_PATTERN, max_length=LANGUAGE_MAX_LENGTH)
    ] = Field("en", description="Language of the texts, such as en or pt-BR.", examples=["en"])
    description: Markdown | None = Field(
        None,
        description="What the course is about, in one or two sentences.",
        examples=["Practise owning a problem until the customer has an answer."],
    )
    objectives: tuple[Objective, ...] = Field(
        (),
        max_length=MOST,
        description="What learners can do after the course.",
        examples=[["You can take over a problem that somebody else caused."]],
    )
    modules: tuple[ModuleEntry, ...] = Field(
        (),
        max_length=MOST_MODULES,
        description="Modules in order. Default: the folders in alphabetical order.",
        examples=[[{"folder": "follow-through", "title": "Follow through"}]],
    )
    coaching: tuple[Line, ...] = Field(
        DEFAULT_COACHING,
        min_length=1,
        description="Questions for every debrief, in order.",
        examples=[["What held you back?", "What will you do next time?"]],
    )
    pass_mark: Percent = Field(
        80,
        description="How many per cent of the points are needed to pass the assessment.",
        examples=[80],
    )
    module_quiz: Draw = Field(
        Draw(questions=8),
        description="The quiz at the end of each module.",
        examples=[{"questions": 8}],
    )
    assessment: Draw = Field(
        Draw(questions=20),
        description="The assessment of the whole course.",
        examples=[{"questions": 20}],
    )
    report_failed: YesNo = Field(
        False,
        description="Whether a learning platform is told “failed” after a failed assessment. Many "
        "platforms then accept no further results, so by default the course stays open, with "
        "its score.",
        examples=[True],
    )
    confidence: YesNo = Field(
        False,
        description="yes: each question also asks learners how sure they are.",
        examples=["yes"],
    )
    listen: YesNo = Field(
        True,
        description="no: nothing offers to read situations and what is said aloud, in a voice "
        "of the learner’s own device.",
        examples=["no"],
    )
    needed_until: IsoDate | None = Field(
        None,
        description="The date until which learners need to remember the course: YYYY-MM-DD.",
        examples=["2031-03-31"],
    )
    report: ReportAddress | None = Field(
        None,
        description="Where learners report a mistake: an email address, or the address of a form "
        "with {title}, {id}, {url} or {course} in it.",
        examples=["training@example.com", "https://example.com/new?title={title}&page={url}"],
    )
    print_fonts: tuple[FilePath, ...] = Field(
        (),
        max_length=8,
        description="Font files for printing characters that the built-in fonts lack: paths "
        "relative to the folder of course.yml.",
        examples=[["fonts/NotoSansArabic-Regular.ttf"]],
    )
    banner: Markdown | None = Field(
        None,
        description="A notice at the top of every page. It may link to pages: `[all](tags.md)`.",
        examples=["**New in March:** six scenarios about returns."],
    )
    footer: tuple[FooterLink, ...] = Field(
        (),
        max_length=12,
        description="Links at the foot of every page, such as imprint and contact.",
        examples=[["imprint.md", {"link": "mailto:training@example.com", "title": "Contact"}]],
    )
    brand: Brand = Field(
        Brand(),
        description="Name, colours and shapes of everything that is made from the course.",
        examples=[{"colour": "8a1538", "corners": "soft"}],
    )
    synonyms: tuple[SameMeaning, ...] = Field(
        (),
        max_length=MOST,
        description="Words with the same meaning, which search finds by each other: one group a "
        "line, with commas between them.",
        examples=[["refund, money back", "parcel, package"]],
    )
    labels: Labels | None = Field(
        None,
        description="The words for the course’s topic: whom one speaks with, who replies, and what "
        "the verdicts are called.",
        examples=[{"person": "patient", "actor": "nurse", "verdicts": "safe"}],
    )
    label_words: dict[str, LabelWord] = Field(
        {},
        description="Words of your own for labels, with all their forms.",
        examples=[{"climber": {"one": "climber", "many": "climbers"}}],
    )
    authors: tuple[Line, ...] = Field(
        (),
        description="Who wrote the course.",
        examples=[["The training team"]],
        max_length=MOST,
    )
    licence: Line | None = Field(
        None, description="The terms under which others may use it.", examples=["CC BY 4.0"]
    )
    checks: Checks = Field(
        Checks(),
        description="Settings for `answerable check` in this course.",
        examples=[{"ignore": ["AN005"]}],
    )


class ModuleTranslation(Frozen):
    """The texts of one module in another language."""

    folder: Id = Field(description="The module’s folder.", examples=["follow-through"])
    title: Line = Field(description="The module’s headline.", examples=["Dranbleiben"])
    summary: Markdown | None = Field(
        None,
        description="What the module is about.",
        examples=["Wie man ein Versprechen hält, wenn viele daran arbeiten."],
    )
    objectives: tuple[Markdown, ...] = Field(
        (),
        max_length=MOST,
        description="What learners can do afterwards, in the order of the original.",
        examples=[["Sie können eine Zeit zusagen und sie einhalten."]],
    )


class CourseTranslation(Frozen):
    """course.de.yml: the texts of course.yml in another language. With it the course has one."""

    title: Line = Field(
        description="The name of the course.", examples=["Verantwortung im Paketdienst"]
    )
    description: Markdown | None = Field(
        None,
        description="What the course is about.",
        examples=["Üben Sie, an einem Problem dranzubleiben, bis der Kunde eine Antwort hat."],
    )
    partial: bool = Field(
        False,
        description="Whether this language has only the scenarios that are translated. The others "
        "are then left out of menus, lists, search, quizzes and everything printed.",
        examples=[True],
    )
    objectives: tuple[Markdown, ...] = Field(
        (),
        max_length=MOST,
        description="What learners can do after the course, in the order of the original.",
        examples=[["Sie können ein Problem übernehmen, das jemand anders verursacht hat."]],
    )
    modules: tuple[ModuleTranslation, ...] = Field(
        (),
        max_length=MOST_MODULES,
        description="The modules, in any order.",
        examples=[[{"folder": "follow-through", "title": "Dranbleiben"}]],
    )
    coaching: tuple[Line, ...] = Field(
        (),
        max_length=MOST,
        description="Questions for every debrief, in the order of the original.",
        examples=[["Was hat Sie davon abgehalten?", "Was tun Sie beim nächsten Mal?"]],
    )
    banner: Markdown | None = Field(
        None,
        description="The notice at the top of every page.",
        examples=["**Neu im März:** sechs Szenarien über Rücksendungen."],
    )
    synonyms: tuple[SameMeaning, ...] = Field(
        (),
        max_length=MOST,
        description="Words of this language with the same meaning, for search.",
        examples=[["Erstattung, Geld zurück"]],
    )
    terms: dict[str, Line] = Field(
        {},
        description="Words used in many places, with their translation: departments, channels, "
        "tags, and menu titles from mkdocs.yml.",
        examples=[{"Phone": "Telefon"}],
    )
    label_words: dict[str, LabelWord] = Field(
        {},
        description="The course’s own words for labels, with their forms in this language.",
        examples=[
            {
                "climber": {
                    "one": "Kletterin/Kletterer",
                    "the": "die Kletterin oder der Kletterer",
                    "dative": "der Kletterin oder dem Kletterer",
                }
            }
        ],
    )
    translated_from: Line | None = Field(
        None,
        description="The revision of course.yml that was translated, written by `answerable i18n "
        "confirm`.",
        examples=["3f2a9c1d"],
    )
