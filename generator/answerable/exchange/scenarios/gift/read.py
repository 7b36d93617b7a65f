"""Reads scenarios and items from a file in Moodle's GIFT.

Questions that this program exported become what they were (`own`). Other people's become scenarios
or items (`others`); an item goes into the scenario with the same title, or into a new one whose
other parts are missing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import count

from answerable.diagnostics import Location
from answerable.exchange.scenarios.gift import others, own
from answerable.exchange.scenarios.gift.own import Key
from answerable.exchange.scenarios.gift.syntax import GiftQuestion, questions
from answerable.exchange.scenarios.gift.texts import LeftOut, plain
from answerable.exchange.scenarios.markdown.fromhtml import files_in
from answerable.exchange.scenarios.result import ImportedScenario, ImportResult, Origin
from answerable.i18n import translator
from answerable.items.items import WHICH_REPLY
from answerable.items.shapes import Choices, Shape
from answerable.items.types import fields_of
from answerable.model.wording import in_brief
from answerable.source.read.encoding import refused_character
from answerable.source.read.names import is_id
from answerable.source.read.positions import Keys, Source, Span, Value

MAX_BYTES = 20_000_000
"""Large, because every question repeats the situation and the lesson of its scenario."""

_MOST_ITEMS = 12

ASKS = "GIFT has no place for it, or it was left empty: “{}”"

_BY_HAND = "add it by hand, for example as one of a scenario's `items`"


@dataclass(slots=True)
class _Reading:
    """One file while it is read. Drafts are made once all their items are known."""

    path: str
    lines: tuple[str, ...]
    found: ImportResult
    truth: tuple[str, str]
    scenarios: list[_GiftScenario] = field(default_factory=list)
    titled: dict[str, list[_GiftScenario]] = field(default_factory=dict)
    titles: dict[str, int] = field(default_factory=dict)

    def where(self, question: GiftQuestion) -> Location:
        line = self.lines[question.line - 1]
        return Location(self.path, question.line, 1, len(line) + 1, line)

    def teller(self, question: GiftQuestion) -> others.Notify:
        """A function that adds warnings about a question."""
        return lambda message, hint: self.found.warn("AN526", message, self.where(question), hint)

    def add(self, scenario: _GiftScenario) -> None:
        title = str(scenario.values.get("title", ""))
        self.scenarios.append(scenario)
        self.titled.setdefault(title, []).append(scenario)
        self.titles.setdefault(title, 1)


@dataclass(slots=True)
class _GiftScenario:
    """A scenario while it is read: its first question, its fields, the lines of its items."""

    question: GiftQuestion
    values: dict[str, Value]
    module: str | None
    origin: Origin | None = None
    item_lines: list[int] = field(default_factory=list)

    def draft(self, reading: _Reading) -> ImportedScenario:
        lines = reading.lines

        def whole(number: int) -> Span:
            return Span(number, 1, len(lines[number - 1]) + 1)

        spans: dict[Keys, Span] = {(name,): whole(self.question.line) for name in self.values}
        spans |= {("items", place): whole(line) for place, line in enumerate(self.item_lines)}
        source = Source(reading.path, lines, self.values, spans, spans)
        where = reading.where(self.question)
        return ImportedScenario(source, where, ASKS, self.module, origin=self.origin)


def read_gift(data: bytes, path: str, language: str = "en") -> ImportResult:
    """Read the questions of a file as scenarios and items; what can't be imported is reported.

    `language` is the course's: it gives the words for true and false.
    """
    found = ImportResult()
    lines = found.lines_of(data, path, MAX_BYTES)
    if lines is None:
        return found
    words = translator(language)
    truth = words.gettext("True"), words.gettext("False")
    reading = _Reading(path, lines, found, truth)
    asked = [one for one in questions(lines) if _is_clean(one, reading)]
    rest = _read_own(asked, reading)
    items = [one for one in rest if not _tried(one, reading, _take_scenario)]
    for question in items:
        _tried(question, reading, _take_item)
    for scenario in sorted(reading.scenarios, key=lambda one: one.question.line):
        found.take(scenario.draft(reading))
    if not found.drafts and not found.diagnostics:
        message = "No question was found in this file."
        hint = "it should contain questions such as ::Title:: Question {=right ~wrong}"
        found.error("AN520", message, Location(path), hint)
    return found


def _is_clean(question: GiftQuestion, reading: _Reading) -> bool:
    """Whether a question has only visible characters. Reports the others, and pictures."""
    where = reading.where(question)
    shown: list[str] = []
    for text in _texts(question):
        if refused := refused_character(text):
            message = (
                f"The question contains an invisible character (U+{ord(refused.group()):04X})."
            )
            reading.found.error("AN104", message, where, "delete it")
            return False
    typed = all(one.right for one in question.answers)
    for one in question.answers:
        shown += files_in(one.told) + ([] if typed else files_in(one.text))
    for text in (question.stem, question.tail, question.general):
        shown += files_in(text)
    if shown and question.form != "plain":
        named = ", ".join(dict.fromkeys(shown))
        message = f"Pictures and other files in a question aren't imported: {named}"
        hint = "save them next to the scenario, and name them there: `picture: desk.jpg | A desk`"
        reading.found.warn("AN526", message, where, hint)
    return True


def _tried(
    question: GiftQuestion, reading: _Reading, take: Callable[[GiftQuestion, _Reading], bool]
) -> bool:
    """Whether a question has been dealt with: imported, or left out with a reason."""
    try:
        return take(question, reading)
    except LeftOut as reason:
        message = f"This question is left out: {reason}."
        reading.found.leave_out("AN526", message, reading.where(question), _BY_HAND)
        return True


def _read_own(asked: Iterable[GiftQuestion], reading: _Reading) -> list[GiftQuestion]:
    """Import the questions that this program exported. Returns the others."""
    keyed = [(one, own.key_of(one)) for one in asked]
    marked = {key[:2] for one, key in keyed if key and own.is_marked(one, key)}
    groups: dict[tuple[str, str], list[tuple[GiftQuestion, Key]]] = {}
    rest, made = [], 0
    for question, key in keyed:
        if key is None or key[:2] not in marked:
            # A question that somebody adds to our file is below one of our categories.
            category = own.module(question) if marked else question.category
            rest.append(replace(question, category=category))
        else:
            made += own.is_made(key)
            groups.setdefault(key[:2], []).append((question, key))
    for group in groups.values():
        _take_own(group, reading)
    if made:
        number = "One question is" if made == 1 else f"{made} questions are"
        message = f"{number} generated from the scenarios in this file, so skipped."
        hint = "to change these, change the scenarios"
        reading.found.note("AN526", message, Location(reading.path), hint)
    return rest


def _take_own(group: Sequence[tuple[GiftQuestion, Key]], reading: _Reading) -> None:
    """Import the questions of one exported scenario. The first one gives what all repeat."""
    written = [pair for pair in group if not own.is_made(pair[1])]
    if not written:
        return
    first, key = min(written, key=lambda pair: pair[1].item != WHICH_REPLY)
    values: dict[str, Value] = {"id": key.scenario}
    items: list[Value] = []
    scenario = _GiftScenario(first, values, own.module(first))
    for question, its_key in written:

        def take(one: GiftQuestion, _: _Reading, key: Key = its_key) -> bool:
            if key.item == WHICH_REPLY:
                values.update(own.replies(one, key))
                _name_beside_task(one, reading)
            else:
                items.append(own.item(one, key))
                scenario.item_lines.append(one.line)
            return True

        _tried(question, reading, take)
        if weights := own.odd_weights(question):
            shown = ", ".join(f"{weight:g} %" for weight in weights)
            message = f"What its answers earn ({shown}) is ignored: they are right or wrong."
            hint = "to say how poor a reply is, set `quality` in its scenario to weak or poor"
            reading.found.warn("AN526", message, reading.where(question), hint)
    asks = next((one["question"] for one in items if isinstance(one, dict)), "")
    values |= own.named(first, key, asks)
    said = own.frame(first)
    scenario.origin = Origin(key.course, said.language)
    told: dict[str, Value] = {
        "situation": said.situation,
        "solutions": said.solutions,
        "lesson": said.lesson,
    }
    values |= {name: value for name, value in told.items() if value}
    if items:
        values["items"] = items
    if said.solutions is None and first.general:
        message = "The general feedback has no list of solutions with a heading, so it is left out."
        hint = "restore its form: a heading, the list, a heading, the lesson"
        reading.found.warn("AN526", message, reading.where(first), hint)
    _tell_apart(said, first, group, reading)
    reading.add(scenario)


def _name_beside_task(question: GiftQuestion, reading: _Reading) -> None:
    """Report text outside the situation, which has no place in a scenario."""
    if beside := own.beside_task(question):
        message = f"“{in_brief(beside, 60)}” is outside the situation, and isn't imported."
        hint = 'put it between <div class="situation" …> and the next </div>'
        reading.found.warn("AN526", message, reading.where(question), hint)


def _tell_apart(
    said: own.Frame,
    first: GiftQuestion,
    group: Sequence[tuple[GiftQuestion, Key]],
    reading: _Reading,
) -> None:
    """Report questions that contradict what the first one says about their scenario."""
    same = first.stem, first.general, first.category
    for question, _ in group:
        if (question.stem, question.general, question.category) == same:
            continue
        other = own.frame(question)
        pairs = {
            "situation": (other.situation, said.situation),
            "solutions": (other.solutions, said.solutions),
            "lesson": (other.lesson, said.lesson),
        }
        differ = [
            name for name, (theirs, ours) in pairs.items() if theirs is not None and theirs != ours
        ]
        if question.category != first.category:
            differ.append("category")
        if differ:
            named = " and ".join(differ)
            message = f"The {named} of this question differ from those on line {first.line}."
            if len(differ) == 1 and differ[0] != "solutions":
                message = f"The {named} of this question differs from the one on line {first.line}."
            hint = f"those on line {first.line} are used: make your changes there"
            reading.found.warn("AN526", message, reading.where(question), hint)


def _texts(question: GiftQuestion) -> list[str]:
    answers = [text for one in question.answers for text in (one.text, one.told)]
    head = question.head or ()
    return [question.title or "", question.stem, question.tail, question.general, *head, *answers]


def _take_scenario(question: GiftQuestion, reading: _Reading) -> bool:
    """Import a question as a scenario if it is one. Returns whether it is."""
    if question.is_open:
        raise LeftOut("its brace { is never closed")
    if question.head is None:
        raise LeftOut("it has no answers in braces")
    if "{" in question.tail:
        raise LeftOut("it has more than one pair of braces")
    if not any((question.stem, question.tail, question.title)):
        raise LeftOut("it has answers, but asks nothing")
    values = others.scenario(question, reading.teller(question))
    if values is None:
        return False
    title = _title(question)
    if not question.title:
        title = _unlike(title, reading.titles)
    reading.add(_GiftScenario(question, _named(question, title) | values, question.category))
    return True


def _take_item(question: GiftQuestion, reading: _Reading) -> bool:
    title = _title(question)
    tell = reading.teller(question)
    asks, shape = others.item(question, title, reading.truth, tell)
    _attach(question, title, asks, shape, reading)
    return True


def _title(question: GiftQuestion) -> str:
    return question.title or others.title_from(plain(question.stem or question.tail, question.form))


def _named(question: GiftQuestion, title: str) -> dict[str, Value]:
    values: dict[str, Value] = {"title": title} if title else {}
    if tags := [value for kind, value in question.notes if kind == "tag"]:
        values["tags"] = list(tags)
    given = question.note("id")
    if given and is_id(given):
        values["id"] = given
    return values


def _unlike(title: str, wanted: dict[str, int]) -> str:
    """A generated title, with a number if the file already has the same title.

    `wanted` counts how often each title was requested, so that no number is tried twice.
    """
    made = title
    while made in wanted:
        wanted[title] = wanted.get(title, 1) + 1
        made = f"{title} {wanted[title]}"
    return made


def _attach(question: GiftQuestion, title: str, asks: str, shape: Shape, reading: _Reading) -> None:
    """Put an item into the scenario with its title, or into a new one.

    General feedback becomes the lesson of a new scenario; an existing one has no place for it.
    """
    item = fields_of(asks, shape)
    general = plain(question.general, question.form)
    for scenario in reading.titled.get(title, ()):
        values = scenario.values
        items = values.setdefault("items", [])
        if isinstance(items, list) and len(items) < _MOST_ITEMS:
            items.append({"id": _free_id(items), **item})
            scenario.item_lines.append(question.line)
            if general and general != values.setdefault("lesson", general):
                message = "The general feedback is left out, because an item has no place for it."
                where = reading.where(question)
                reading.found.warn("AN526", message, where, f"it says: {general}")
            return
    of_replies = isinstance(shape, Choices) and not shape.several
    if of_replies and len(question.answers) > others.MOST_ANSWERS:
        raise LeftOut(
            f"it has {len(question.answers)} answers, but a scenario has at most five replies"
        )
    values = _named(question, title)
    values["items"] = [{"id": "question-1", **item}]
    if general:
        values["lesson"] = general
    reading.add(_GiftScenario(question, values, question.category, item_lines=[question.line]))


def _free_id(items: Sequence[Value]) -> str:
    """An id that none of these items has yet."""
    taken = {one["id"] for one in items if isinstance(one, dict)}
    return next(name for n in count(len(items) + 1) if (name := f"question-{n}") not in taken)
