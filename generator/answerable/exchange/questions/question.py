"""Turns a course into self-contained questions, in the few forms that other programs know."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from markupsafe import Markup

from answerable.i18n import Translator, language_name
from answerable.items import pool
from answerable.items.item import short_hash
from answerable.items.items import WHICH_REPLY
from answerable.items.shapes import Buckets, Choice, Choices, Gaps, Matching, Ordering, Shape
from answerable.model import Course, Scenario, markup
from answerable.model.media import Playable, transcript_title
from answerable.model.picture import Illustration

_MOST_IN_ID = 100
"""How many characters Moodle keeps of an `idnumber`."""


class Answer(NamedTuple):
    """A plain text that something is matched with, and its permanent id within the question."""

    id: str
    text: str


class Pair(NamedTuple):
    """What is asked, as HTML, what it matches, and the reason.

    `id` is permanent within its question.
    """

    id: str
    asked: Markup
    answer: Answer
    why: str | None


@dataclass(frozen=True, slots=True)
class Pairs:
    """Things to match with `answers`, which all differ; the order gives nothing away."""

    pairs: tuple[Pair, ...]
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Steps:
    """Things to put in order: `choices` as they are shown, `steps` as they should be.

    `task` says what to do with `places`, for programs without ordering questions.
    """

    choices: tuple[Choice, ...]
    steps: tuple[Choice, ...]
    task: str

    @property
    def places(self) -> Pairs:
        """The same as pairs: each step with the number of its position."""
        place = {
            step.id: Answer(str(number), str(number))
            for number, step in enumerate(self.steps, start=1)
        }
        pairs = (Pair(one.id, choice_html(one), place[one.id], one.why) for one in self.choices)
        return Pairs(tuple(pairs), tuple(place.values()))


@dataclass(frozen=True, slots=True)
class Sorting:
    """Replies to sort into accountable (`own`) and not accountable (`other`).

    `task` says what to do with `ticks`, for programs that give reasons only for ticked boxes.
    """

    choices: tuple[Choice, ...]
    own: Answer
    other: Answer
    task: str

    @property
    def pairs(self) -> Pairs:
        """The same as pairs: each correctly sorted reply counts, as on the site."""
        pairs = (
            Pair(one.id, choice_html(one), self.own if one.right else self.other, one.why)
            for one in self.choices
        )
        return Pairs(tuple(pairs), (self.own, self.other))

    @property
    def ticks(self) -> Choices:
        """The same as boxes: the accountable replies should be ticked."""
        return Choices(self.choices, several=True)


KnownForm: TypeAlias = Choices | Pairs | Gaps
"""The forms that every program supports in some way."""

Form: TypeAlias = KnownForm | Steps | Sorting


@dataclass(frozen=True, slots=True)
class Question:
    """A form to answer, with everything to read before it, and the lesson to learn from it.

    `key` is unique among all courses and survives edits; `topic` is the title of its module, and
    `topic_id` the module's id. `situation`, `prompt`, `hints` and `lesson` are HTML; `situation` is
    empty if the form includes its own. `pictures` and `played` are those of the two, without the
    form's.
    """

    key: str
    name: str
    topic: str
    topic_id: str
    tags: tuple[str, ...]
    situation: Markup
    prompt: Markup
    form: Form
    hints: tuple[Markup, ...]
    lesson: Markup
    pictures: tuple[Illustration, ...] = ()
    played: tuple[Playable, ...] = ()

    @property
    def all_pictures(self) -> tuple[Illustration, ...]:
        """Its pictures, with those to choose from."""
        return *self.pictures, *(one.picture for one in self._choices if one.picture)

    @property
    def all_played(self) -> tuple[Playable, ...]:
        """Its recordings and films, with those to choose from."""
        of_choices = (playable for one in self._choices for playable in one.played)
        return *self.played, *(one for one in of_choices if not one.in_words)

    @property
    def _choices(self) -> tuple[Choice, ...]:
        return self.form.choices if isinstance(self.form, Choices) else ()

    @property
    def asked(self) -> Markup:
        """What is asked, with everything to read before it."""
        return self.situation + self.prompt


def questions(course: Course, chosen: Collection[Scenario]) -> tuple[Question, ...]:
    """All questions of the chosen scenarios that a program can mark, in course order."""
    ids = {scenario.id for scenario in chosen}
    return tuple(
        _question(course, pooled)
        for pooled in pool.of_course(course)
        if pooled.scenario.id in ids and pooled.language == course.language
    )


def known(question: Question, *, ticks: bool = False) -> tuple[Markup, KnownForm]:
    """The form that every program supports, and the task to add to the question, often empty.

    Steps to put in order become pairs. Replies to sort become pairs, or boxes with `ticks`.
    """
    match question.form:
        case Steps() as form:
            return _task(form.task), form.places
        case Sorting() as form:
            return (_task(form.task), form.ticks) if ticks else (Markup(), form.pairs)
        case form:
            return Markup(), form


def _task(text: str) -> Markup:
    return Markup('<p class="task">{}</p>').format(text)


MEDIA = "media/"
"""The folder of files in the HTML of questions; each format has its own."""


def picture_html(picture: Illustration | None) -> Markup:
    """A picture as HTML; what it shows comes right after its file."""
    if picture is None:
        return Markup()
    name, width = picture.file
    html = Markup('<img src="{}{}" alt="{}" width="{}" height="{}"/>').format(
        MEDIA, name, picture.alt, width, picture.original.height_at(width)
    )
    source = picture.picture.source
    return html + (Markup("<br/><small>{}</small>").format(source) if source else Markup())


def player_html(playable: Playable) -> Markup:
    """What plays a recording or a film, with its captions and the picture before it plays."""
    width, height = playable.box
    if not width:
        form = Markup('<audio controls="controls" src="{}{}"></audio>')
        return form.format(MEDIA, playable.file.name)
    poster, track = Markup(), Markup()
    if playable.poster:
        poster = Markup(' poster="{}{}"').format(MEDIA, playable.poster_name)
    if playable.subtitles:
        captions, language = playable.subtitles
        track = Markup(
            '<track kind="captions" src="{}{}" srclang="{}" label="{}" default="default"/>'
        ).format(MEDIA, captions.name, language, language_name(language))
    return Markup(
        '<video controls="controls" width="{}" height="{}" src="{}{}"{}>{}</video>'
    ).format(width, height, MEDIA, playable.file.name, poster, track)


def played_html(all_played: Iterable[Playable], words: Translator) -> Markup:
    """Recordings and films, each with what is said in it."""
    return Markup().join(
        _with_words(one, Markup("<p><em>{}:</em></p>").format(transcript_title(one.medium, words)))
        for one in all_played
    )


def _with_words(playable: Playable, title: Markup, *, known: str = "") -> Markup:
    """What plays a recording or a film, with what is said in it, unless that is known."""
    said, transcript = Markup(), playable.transcript
    if markup.plain(transcript) not in ("", known):
        said = title + markup.html(transcript)
    source = playable.medium.source
    return Markup('<div class="played">{}{}{}</div>').format(
        "" if playable.in_words else player_html(playable),
        said,
        Markup("<p><small>{}</small></p>").format(source) if source else "",
    )


def choice_html(choice: Choice) -> Markup:
    """A choice as HTML, below its note about what it refers to, if any, and what it shows; then
    what it plays, with what is said in that, unless it is the choice's text.
    """
    text = markup.plain(choice.text)
    heard = (_with_words(one, Markup(), known=text) for one in choice.played)
    return _choice_text(choice) + Markup().join(heard)


def _choice_text(choice: Choice) -> Markup:
    text = markup.inline_html(choice.text)
    if choice.picture:
        shown = picture_html(choice.picture)
        return shown if choice.is_picture else Markup("{}<br>{}").format(shown, text)
    if choice.note is None:
        return text
    return Markup('<em class="note">{}</em><br>{}').format(markup.inline_html(choice.note), text)


def why_html(why: str | None) -> Markup:
    """A reason as HTML, empty without one."""
    return markup.html(why) if why else Markup()


def pairs_html(form: Pairs) -> Markup:
    """Each pair with its reason."""
    return list_html(
        Markup("{}<br><strong>{}</strong>{}").format(
            pair.asked, pair.answer.text, why_html(pair.why)
        )
        for pair in form.pairs
    )


def list_html(entries: Iterable[Markup]) -> Markup:
    """A list without numbers."""
    return Markup("<ul>{}</ul>").format(entries_html(entries))


def numbered_html(entries: Iterable[Markup]) -> Markup:
    """A list with numbers from 1."""
    return Markup("<ol>{}</ol>").format(entries_html(entries))


def entries_html(entries: Iterable[Markup]) -> Markup:
    """The entries of a list."""
    return Markup().join(Markup("<li>{}</li>").format(entry) for entry in entries)


def revision(course: Course) -> str:
    """A name for the current state of a course's questions, which changes with any edit.

    Importing a file again gives a second set of questions. This name tells the sets apart.
    """
    seen = repr(questions(course, course.scenarios))
    return course.words.gettext("revision %(name)s") % {"name": short_hash(seen)[:6]}


def category(title: str, question: Question) -> str:
    """A question's category in a question bank: one for the course, and in it one for the module.

    Moodle separates categories with `/`; `//` is a slash within a name.
    """
    names = (name.replace("/", "//") for name in (title, question.topic))
    return "$course$/top/" + "/".join(names)


def id_number(key: str) -> str:
    """A key as Moodle can store it: a long one is cut, and ends in a hash of the whole key."""
    if len(key) <= _MOST_IN_ID:
        return key
    return f"{key[: _MOST_IN_ID - 9]}-{short_hash(key)}"


def no_wildcards(answer: str) -> str:
    """An accepted answer with its stars escaped, since Moodle takes `*` as any text."""
    return answer.replace("*", r"\*")


def percent(share: float) -> str:
    """A percentage for Moodle, with at most five decimal places."""
    return f"{share:.5f}".rstrip("0").rstrip(".")


def _question(course: Course, pooled: pool.PooledItem) -> Question:
    item, scenario = pooled.item, pooled.scenario
    of_situation = scenario.illustration(scenario.picture)
    heard = scenario.played(scenario.audio, scenario.video)
    situation = markup.html(scenario.situation)
    name = f"{scenario.code} {scenario.title}"
    return Question(
        key=f"{course.id}/{scenario.first_id}/{item.id}",
        name=name if item.id == WHICH_REPLY else f"{name}: {markup.plain(item.question)}",
        topic=f"{pooled.module.letter}. {pooled.module.title}",
        topic_id=pooled.module.id,
        tags=scenario.tags,
        situation=_pictured(of_situation) + played_html(heard, scenario.words) + situation,
        prompt=markup.html(item.asks)
        + _pictured(item.picture)
        + played_html(item.played, scenario.words),
        form=_form(item.shape, scenario.words),
        hints=tuple(map(markup.html, item.hints)),
        lesson=_lesson(scenario),
        pictures=tuple(filter(None, (of_situation, item.picture))),
        played=heard + item.played,
    )


def _pictured(picture: Illustration | None) -> Markup:
    return (
        Markup('<p class="picture">{}</p>').format(picture_html(picture)) if picture else Markup()
    )


def _form(shape: Shape, words: Translator) -> Form:
    match shape:
        case Buckets():
            own = Answer("accountable", words.labels["Right"])
            other = Answer("not-accountable", words.labels["Wrong"])
            task = words.gettext("Tick every reply that %(is_right)s.")
            return Sorting(shape.choices, own, other, task)
        case Ordering():
            task = words.gettext("Choose the position of each step.")
            return Steps(shape.choices, shape.steps, task)
        case Matching():
            answers = [Answer(one.id, markup.plain(one.text)) for one in shape.answers]
            # If two look the same, either is right.
            of_text = {one.text: one for one in reversed(answers)}
            answer = {one.id: of_text[one.text] for one in answers}
            pairs = (
                Pair(one.id, markup.inline_html(one.asked), answer[one.answer_id], one.why)
                for one in shape.matches
            )
            return Pairs(tuple(pairs), tuple(dict.fromkeys(answer.values())))
        case Choices() | Gaps():
            return shape


def _lesson(scenario: Scenario) -> Markup:
    """The solutions in their order of preference, and the lesson."""
    words = scenario.words
    return Markup("<p><strong>{}</strong></p><ol>{}</ol><p><strong>{}</strong></p>{}").format(
        words.gettext("Solutions"),
        Markup().join(_solutions(scenario)),
        words.labels["Lesson"],
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
