"""Course -> questions that stand by themselves, in the few forms that other programs know."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias, assert_never

from markupsafe import Markup

from answerable import markup
from answerable.learning import pool
from answerable.learning.items import (
    WHICH_REPLY,
    Choice,
    ChoiceItem,
    FillItem,
    FreeItem,
    Gap,
    Item,
    MatchItem,
    MultipleItem,
    OrderItem,
    SortItem,
    short_hash,
)
from answerable.model import Course, Scenario
from answerable.translations import Translator, translator

_MOST_IN_ID = 100
"""How many characters Moodle keeps of an `idnumber`."""


@dataclass(frozen=True, slots=True)
class Choices:
    """Something to choose from; of `several`, each right one earns the share a wrong one costs."""

    choices: tuple[Choice, ...]
    several: bool = False

    @property
    def share(self) -> float:
        """What one right choice earns, of 100."""
        return 100 / sum(choice.right for choice in self.choices)


class Pair(NamedTuple):
    """What is asked, as HTML, the plain text that belongs to it, and the reason."""

    asked: Markup
    answer: str
    why: str | None


@dataclass(frozen=True, slots=True)
class Pairs:
    """Things to match with texts."""

    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Gaps:
    """A phrase with gaps: `parts` stand before, between and after them."""

    parts: tuple[str, ...]
    gaps: tuple[Gap, ...]


Form: TypeAlias = Choices | Pairs | Gaps


@dataclass(frozen=True, slots=True)
class Question:
    """A form to answer, with all that has to be read before it, and what is learned from it.

    `key` names it for good, over all courses and edits; `topic` is the module it belongs to.
    `situation`, `prompt`, `task`, `hints` and `lesson` are HTML. `task` says what to do where the
    form is not the item's own; `situation` is empty where the form brings its own.
    """

    key: str
    name: str
    topic: str
    tags: tuple[str, ...]
    situation: Markup
    prompt: Markup
    task: Markup
    form: Form
    hints: tuple[Markup, ...]
    lesson: Markup

    @property
    def asked(self) -> Markup:
        """All that is read before the form."""
        return self.situation + self.prompt + self.task


def questions(course: Course, chosen: Collection[Scenario]) -> tuple[Question, ...]:
    """All that can be marked in the chosen scenarios of a course, in course order."""
    words, ids = translator(course.language), {scenario.id for scenario in chosen}
    return tuple(
        _question(course, pooled, words)
        for pooled in pool.of_course(course)
        if pooled.scenario.id in ids and pooled.language == course.language
    )


def choice_html(choice: Choice) -> Markup:
    """A choice as HTML, with what it is about above it."""
    text = markup.inline_html(choice.text)
    if choice.note is None:
        return text
    return Markup("<em>{}</em><br>{}").format(markup.inline_html(choice.note), text)


def why_html(why: str | None) -> Markup:
    """A reason as HTML, empty without one."""
    return markup.html(why) if why else Markup()


def category(course: Course, question: Question) -> str:
    """Where a question bank keeps a question: a category for the course, and one for the module.

    Moodle parts categories by `/`, and takes two of them for one that belongs to a name.
    """
    names = (name.replace("/", "//") for name in (course.title, question.topic))
    return "$course$/top/" + "/".join(names)


def id_number(key: str) -> str:
    """A key as Moodle can keep it: one that is too long ends in a hash of the whole."""
    if len(key) <= _MOST_IN_ID:
        return key
    return f"{key[: _MOST_IN_ID - 9]}-{short_hash(key)}"


def percent(share: float) -> str:
    """A share of 100 as Moodle knows it: with five digits behind the point at most."""
    return f"{share:.5f}".rstrip("0").rstrip(".")


def _question(course: Course, pooled: pool.PooledItem, words: Translator) -> Question:
    item, scenario = pooled.item, pooled.scenario
    form, task = _form(item, words)
    situation = markup.html(scenario.situation) if pooled.needs_situation else Markup()
    name = f"{scenario.code} {scenario.title}"
    return Question(
        key=f"{course.id}/{scenario.first_id}/{item.id}",
        name=name if item.id == WHICH_REPLY else f"{name}: {markup.plain(item.question)}",
        topic=f"{pooled.module.letter}. {pooled.module.title}",
        tags=scenario.tags,
        situation=situation,
        prompt=markup.html(item.question),
        task=task,
        form=form,
        hints=tuple(map(markup.html, item.hints)),
        lesson=_lesson(scenario, words),
    )


def _form(item: Item, words: Translator) -> tuple[Form, Markup]:
    """The form that other programs know, and what to say where it differs from the item's own.

    Replies to sort become boxes to tick, since matching cannot tell why; steps to order are matched
    with their places, which every program can ask.
    """
    match item:
        case ChoiceItem():
            return Choices(item.choices), Markup()
        case MultipleItem():
            return Choices(item.choices, several=True), Markup()
        case SortItem():
            task = words.gettext("Tick every reply that is accountable.")
            return Choices(item.choices, several=True), _task(task)
        case OrderItem():
            place = {step.id: str(number) for number, step in enumerate(item.steps, start=1)}
            steps = (Pair(choice_html(one), place[one.id], one.why) for one in item.choices)
            task = words.gettext("Choose the place of each step.")
            return Pairs(tuple(steps)), _task(task)
        case MatchItem():
            lesson = {one.id: markup.plain(one.text) for one in item.lessons}
            pairs = (
                Pair(markup.inline_html(one.excuse), lesson[one.lesson_id], one.why)
                for one in item.matches
            )
            return Pairs(tuple(pairs)), Markup()
        case FillItem():
            return Gaps(item.parts, item.gaps), Markup()
        case FreeItem():
            raise ValueError(f"{item.id}: nobody can mark own words")
        case _:
            assert_never(item)


def _task(text: str) -> Markup:
    return Markup('<p class="task">{}</p>').format(text)


def _lesson(scenario: Scenario, words: Translator) -> Markup:
    """The solutions in their order of preference, and the lesson."""
    return Markup("<p><strong>{}</strong></p><ol>{}</ol><p><strong>{}</strong></p>{}").format(
        words.gettext("Solutions"),
        Markup().join(_solutions(scenario)),
        words.gettext("Lesson"),
        markup.html(scenario.lesson),
    )


def _solutions(scenario: Scenario) -> Iterator[Markup]:
    for solution in scenario.solutions:
        do = markup.inline_html(solution.do)
        if solution.when:
            do = Markup('{}<br><em class="when">{}</em>').format(
                do, markup.inline_html(solution.when)
            )
        yield Markup("<li>{}</li>").format(do)
