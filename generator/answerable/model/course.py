"""Define the assembled course: the one value that every output is made from."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from answerable.i18n import Terminology, Translator, translator
from answerable.i18n.documents import WordedDocument, guide_document
from answerable.model.course_file import DEFAULT_COACHING, Brand, Draw, FooterLink
from answerable.model.film import Captions, Film, Footage
from answerable.model.media import File, Playable, Subtitles
from answerable.model.picture import Illustration, Original, Picture
from answerable.model.scalars import Frozen, Id
from answerable.model.scenario_file import SAME_IN_EVERY_LANGUAGE, ScenarioFile, Status
from answerable.model.sound import Recording, Sound
from answerable.model.typeface import OwnTypeface


class Scenario(ScenarioFile):
    """A scenario in its course: the file's fields, plus its position.

    `path` is relative to the course folder, with forward slashes. `code` is the short name printed
    on cards, such as `B3`: the module's letter and the scenario's number within it. `language` is
    the language of its texts, and `terminology` has the words for its topic. In a translated
    course, `translation_of` is the scenario as its author wrote it; scenarios without a translation
    are still in the original language. `media` are the files of what it shows and plays, each with
    the name that it has for it.
    """

    id: Id
    module_id: Id
    path: str
    code: str
    language: str = "en"
    terminology: Terminology = Terminology()
    translation_of: Scenario | None = None
    media: tuple[tuple[str, File], ...] = ()

    def illustration(self, picture: Picture | None) -> Illustration | None:
        """One of its pictures as outputs show it; None without a picture, or without its file."""
        file = dict(self.media).get(picture.file) if picture else None
        return Illustration(picture, file) if picture and isinstance(file, Original) else None

    def played(self, *media: Sound | Film | None) -> tuple[Playable, ...]:
        """Its recordings and films as outputs play them; those without a file are left out."""
        return tuple(made for one in media if one and (made := self._playable(one)))

    def _playable(self, medium: Sound | Film) -> Playable | None:
        files = dict(self.media)
        file = files.get(medium.file)
        if not isinstance(file, Footage if isinstance(medium, Film) else Recording):
            return None
        if isinstance(medium, Sound):
            return Playable(medium, file)
        captions, poster = (files.get(name or "") for name in (medium.captions, medium.poster))
        return Playable(
            medium,
            file,
            self._subtitles(captions) if isinstance(captions, Captions) else None,
            poster if isinstance(poster, Original) else None,
        )

    def _subtitles(self, captions: Captions) -> Subtitles:
        """Captions with their language: a translation may still have the original's."""
        shared = self.translation_of and captions in dict(self.translation_of.media).values()
        return Subtitles(captions, self.original.language if shared else self.language)

    @property
    def words(self) -> Translator:
        """The interface's words in its language, about its topic."""
        return translator(self.language, self.terminology)

    @property
    def original(self) -> Scenario:
        """The scenario as its author wrote it."""
        return self.translation_of or self

    @property
    def text_revision(self) -> str:
        """A hash that changes only if texts change that a translator has to look at."""
        texts = ScenarioFile.model_fields.keys() - SAME_IN_EVERY_LANGUAGE
        return _hash(self.model_dump(mode="json", include=set(texts), exclude_defaults=True))

    @property
    def first_id(self) -> str:
        """Its first id: ids derived from it stay the same when the scenario is renamed."""
        return self.aliases[0] if self.aliases else self.id


class Module(Frozen):
    """A module with its scenarios in order. `letter` is A, B, … Z, AA, …

    `unlisted` contains the scenarios that only have their page, once the course is `published`.
    `objective_ids` are the ids that scenarios use for the objectives; None if an author gave no id.
    """

    id: Id
    letter: str
    title: str
    summary: str | None = None
    objectives: tuple[str, ...] = ()
    objective_ids: tuple[Id | None, ...] = ()
    scenarios: tuple[Scenario, ...] = ()
    unlisted: tuple[Scenario, ...] = ()
    status: Status = "live"

    @property
    def place(self) -> int:
        """Its place in the course, from 0, counting the modules that aren't shown: colours and
        patterns stay the same when one before it appears.
        """
        place = 0
        for letter in self.letter:
            place = place * 26 + ord(letter) - ord("A") + 1
        return place - 1


class Course(Frozen):
    """The whole course: the one value that every output is made from.

    `languages` are all languages it is available in, the original first. In a translated course,
    `translation_of` is the course as its author wrote it, and `terms` are recurring words of the
    original with their translations, and `guide` the texts of the guide that the course
    replaces. `own_texts` is False if the texts of course.yml aren't translated yet, and are the
    original's. A `partial` translation offers only the scenarios that are translated.
    """

    id: Id
    title: str
    language: str
    description: str | None = None
    objectives: tuple[str, ...] = ()
    objective_ids: tuple[Id | None, ...] = ()
    modules: tuple[Module, ...] = ()
    coaching: tuple[str, ...] = DEFAULT_COACHING
    pass_mark: int = 80
    module_quiz: Draw = Draw(questions=8)
    assessment: Draw = Draw(questions=20)
    report_failed: bool = False
    confidence: bool = False
    listen: bool = True
    needed_until: datetime.date | None = None
    print_fonts: tuple[str, ...] = ()
    banner: str | None = None
    footer: tuple[FooterLink, ...] = ()
    brand: Brand = Brand()
    logo: Original | None = None
    logo_dark: Original | None = None
    typeface: OwnTypeface | None = None
    synonyms: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    report: str | None = None
    licence: str | None = None
    languages: tuple[str, ...] = ()
    terms: Mapping[str, str] = {}
    terminology: Terminology = Terminology()
    guide: Mapping[str, WordedDocument] = {}
    translation_of: Course | None = None
    own_texts: bool = True
    partial: bool = False

    @property
    def words(self) -> Translator:
        """The interface's words in its language, about its topic."""
        return translator(self.language, self.terminology)

    @property
    def original(self) -> Course:
        """The course as its author wrote it."""
        return self.translation_of or self

    def document(self, name: str) -> WordedDocument:
        """A text of the facilitator's guide: the course's own, or the one for all courses."""
        return self.guide.get(name) or guide_document(name)

    def terminology_of(self, scenario: Scenario) -> Terminology:
        """The words for a scenario's topic in the course's language, translated or not."""
        return replace(scenario.terminology, own=self.terminology.own)

    @property
    def name(self) -> str:
        """What the site is called."""
        return self.brand.name or self.title

    @property
    def texts_language(self) -> str:
        """The language of the titles, summaries and objectives."""
        return self.language if self.own_texts else self.original.language

    @property
    def text_revision(self) -> str:
        """A hash that changes only if the course's own texts change, those of course.yml."""
        own = {"title", "description", "objectives", "coaching"}
        modules = [
            one.model_dump(mode="json", include={"id", "title", "summary", "objectives"})
            for one in self.modules
        ]
        return _hash([self.model_dump(mode="json", include=own), modules])

    @property
    def translated(self) -> Course:
        """The course with only those scenarios that are in its own language."""
        return self._with(
            lambda module: {
                "scenarios": [s for s in module.scenarios if s.language == self.language]
            }
        )

    @property
    def scenarios(self) -> tuple[Scenario, ...]:
        """All scenarios in course order."""
        return tuple(scenario for module in self.modules for scenario in module.scenarios)

    @property
    def unlisted(self) -> tuple[Scenario, ...]:
        """Scenarios that only have their page; see `published`."""
        return tuple(scenario for module in self.modules for scenario in module.unlisted)

    @property
    def listed_modules(self) -> tuple[Module, ...]:
        """The modules in menus and lists: a partial translation leaves out empty ones."""
        return tuple(module for module in self.modules if module.scenarios or not self.partial)

    def published(self, *, drafts: bool = False) -> Course:
        """Return the course as learners get it: without drafts, be they modules or scenarios.

        Retired scenarios, and in a partial translation those that aren't translated, are set apart:
        links to them still work, but nothing lists them. With `drafts`, drafts are in their places
        too, as in a preview. Codes never change: a printed card must match its page for as long as
        it is around.
        """
        shown = ("live", "draft") if drafts else ("live",)

        def sorted_out(module: Module) -> Mapping[str, Iterable[Scenario]]:
            listed: list[Scenario] = []
            unlisted: list[Scenario] = []
            for one in module.scenarios:
                status = one.effective_status
                if status in shown and (one.language == self.language or not self.partial):
                    listed.append(one)
                elif status in (*shown, "retired"):
                    unlisted.append(one)
            return {"scenarios": listed, "unlisted": unlisted}

        course = self._with(sorted_out)
        modules = tuple(one for one in course.modules if one.status in shown)
        original = self.translation_of and self.translation_of.published(drafts=drafts)
        return course.model_copy(update={"modules": modules, "translation_of": original})

    def _with(self, chosen: Callable[[Module], Mapping[str, Iterable[Scenario]]]) -> Course:
        """Return the course with other scenarios in its modules, by the names of the modules'
        fields.
        """
        modules = tuple(
            module.model_copy(update={name: tuple(of) for name, of in chosen(module).items()})
            for module in self.modules
        )
        return self.model_copy(update={"modules": modules})


def _hash(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:8]
