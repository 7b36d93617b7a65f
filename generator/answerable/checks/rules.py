"""Rules: what no single field shows, because it takes several fields, files or today's date.

A rule is a function that yields findings; its docstring is its documentation. It names the place
by scenario and path of keys, and `check` finds line and column. No rule guesses at meaning: each
one measures something that an author can see and change.
"""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

from answerable import wording
from answerable.diagnostics import Diagnostic, Severity, in_order
from answerable.learning import derived
from answerable.markup import refused
from answerable.model import Course, Reply, Scenario
from answerable.model.exercises import Blank, Choice, DialogueChoice, Pair, SortedReply, Step
from answerable.model.scalars import Frozen
from answerable.reading.load import COURSE_FILE
from answerable.reading.positions import Keys, Source

LONGER = 1.2
"""AN002: by which factor the right reply may be longer than the longest other one."""

LONGEST_SHARE = 0.6
"""AN003: in which share of the scenarios the right reply may be the longest."""

FEW = 5
"""AN003, AN010: with fewer scenarios than this, a share says nothing, and a quiz has no choice."""

SIMILAR = 0.8
"""AN004: from which share of common words on two replies count as nearly equal.

The share is that of difflib: twice the number of words that both have in the same order, divided
by the number of all words.
"""

_PLAIN_FIELDS = frozenset(
    {"id", "type", "quality", "next", "ending", "phrase", "accept", "checklist"}
)
"""AN009: fields of items and dialogues that are no Markdown."""

LESSON_WORDS = 60
"""AN006: how many words a lesson may have."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found, and where: a scenario's id, or None for course.yml, and a path of keys."""

    scenario_id: str | None
    keys: Keys
    message: str
    hint: str


class Subject(NamedTuple):
    """What rules look at."""

    course: Course
    today: datetime.date


class Rule(NamedTuple):
    """A rule with its code. `find` holds the documentation in its docstring."""

    code: str
    severity: Severity
    find: Callable[[Subject], Iterator[Finding]]


def missing_why(subject: Subject) -> Iterator[Finding]:
    """A reply, or an entry of an item or a dialogue, has no `why`.

    `why` is the feedback that a learner sees after choosing a reply. Without it a learner only
    reads "right" or "not right", and learns little. Say what the reply does to the customer.
    """
    for scenario in subject.course.scenarios:
        for keys, reply in _replies(scenario):
            if reply.why is None:
                message = (
                    "This reply has no `why`, so that a learner who chooses it gets no reason."
                )
                hint = "say what it does to the customer:\n  reply: …\n  why: …"
                yield Finding(scenario.id, keys, message, hint)
        for keys, entry in _entries(scenario):
            if entry.why is None:
                message = "This entry has no `why`, so that a learner gets no reason."
                yield Finding(scenario.id, keys, message, "add a line below it:\n  why: …")


def right_reply_sticks_out(subject: Subject) -> Iterator[Finding]:
    """The accountable reply is much longer than every other reply of its scenario.

    Learners who guess choose the longest answer. The accountable reply may be up to 20 % longer
    than the longest other one, counted in characters.
    """
    for scenario in subject.course.scenarios:
        right, longest = _lengths(scenario)
        if right > LONGER * longest:
            percent = round(100 * right / longest) - 100
            message = (
                f"The accountable reply is {percent}% longer than any other: it gives itself away."
            )
            hint = "shorten it, or let the other reply say more"
            yield Finding(scenario.id, ("accountable",), message, hint)


def right_reply_often_longest(subject: Subject) -> Iterator[Finding]:
    """The accountable reply is the longest one in more than 60 % of the course's scenarios.

    Even small differences give the answer away if they always point the same way. The rule looks
    at courses with five scenarios or more.
    """
    scenarios = subject.course.scenarios
    total = len(scenarios)
    longest = sum(right > other for right, other in map(_lengths, scenarios))
    if total >= FEW and longest > LONGEST_SHARE * total:
        message = (
            f"In {longest} of {total} scenarios the accountable reply is the longest: a learner "
            "can guess it without reading."
        )
        hint = "let the other reply be the longer one in about half of the scenarios"
        yield Finding(None, (), message, hint)


def replies_nearly_equal(subject: Subject) -> Iterator[Finding]:
    """The accountable reply and another reply have nearly the same words.

    Then the difference is one of wording, and the item tests reading instead of judgement. Two
    replies count as nearly equal when 80 % of their words are the same, in the same order.
    """
    for scenario in subject.course.scenarios:
        right = wording.words(scenario.accountable.reply)
        for keys, reply in _replies(scenario):
            if keys != ("accountable",) and _nearly_equal(right, wording.words(reply.reply)):
                message = "This reply has nearly the same words as the accountable one."
                hint = "let the two replies do different things for the customer"
                yield Finding(scenario.id, keys, message, hint)


def few_solutions(subject: Subject) -> Iterator[Finding]:
    """A scenario has fewer than two solutions.

    The first solution is not always possible. A second one shows that owning a problem means
    having another way, and under which condition to take it.
    """
    for scenario in subject.course.scenarios:
        if len(scenario.solutions) < 2:
            message = "There is only one solution."
            hint = "add what to do when it is not possible:\n  - do: …\n    when: …"
            yield Finding(scenario.id, ("solutions",), message, hint)


def long_lesson(subject: Subject) -> Iterator[Finding]:
    """A lesson has more than 60 words.

    The lesson is the rule that a learner takes away, and it stands on the card. One or two
    sentences are remembered; a paragraph is not.
    """
    for scenario in subject.course.scenarios:
        words = len(scenario.lesson.split())
        if words > LESSON_WORDS:
            message = f"The lesson has {words} words; more than {LESSON_WORDS} are not remembered."
            hint = "keep the rule, and move the rest to a `why` or to the solutions"
            yield Finding(scenario.id, ("lesson",), message, hint)


def review_overdue(subject: Subject) -> Iterator[Finding]:
    """The date in `review_by` has passed.

    Rules, products and departments change. Read the scenario again, correct what has changed, and
    set a new date.
    """
    for scenario in subject.course.scenarios:
        if scenario.review_by is not None and scenario.review_by < subject.today:
            message = f"This scenario was due to be read again by {scenario.review_by}."
            owner = f" ({scenario.owner} keeps it)" if scenario.owner else ""
            hint = f"read it{owner}, correct what has changed, and set a new date"
            yield Finding(scenario.id, ("review_by",), message, hint)


def other_spelling(subject: Subject) -> Iterator[Finding]:
    """A department, channel or tag is spelled in two ways.

    Spellings that differ only in capital letters, spaces, hyphens or underscores make two entries
    in the filters where there should be one. The more frequent spelling counts as the right one,
    or the first in the course if both are as frequent.
    """
    for field in ("department", "channel", "tags"):
        uses = [use for scenario in subject.course.scenarios for use in _terms(scenario, field)]
        counts = Counter(term for _, _, term in uses)
        spellings: defaultdict[str, list[str]] = defaultdict(list)
        for term in counts:
            spellings[wording.spelling(term)].append(term)
        usual = {
            term: max(group, key=counts.__getitem__)
            for group in spellings.values()
            for term in group
        }
        for scenario, keys, term in uses:
            if usual[term] != term:
                message = f"“{term}” is spelled “{usual[term]}” elsewhere."
                hint = f"write `{usual[term]}` here too, so that the filters have one entry"
                yield Finding(scenario.id, keys, message, hint)


def shown_as_plain_text(subject: Subject) -> Iterator[Finding]:
    """A text holds raw HTML, an image, or a link of a kind that is not allowed.

    Texts are Markdown without raw HTML, because they are also printed and exported. Links may
    start with `https:`, `http:`, `mailto:` or `tel:`. What is not allowed is shown as plain text.
    """
    for scenario_id, keys, text in _texts(subject.course):
        # Nothing to refuse can be written without one of these, and parsing takes time.
        if things := refused(text) if "<" in text or "]" in text else ():
            message = f"Pages and cards show this only as plain text: {', '.join(things)}."
            hint = "use Markdown, such as `**bold**` or `[text](https://…)`, or take it out"
            yield Finding(scenario_id, keys, message, hint)


def lesson_not_distinct(subject: Subject) -> Iterator[Finding]:
    """Too few other lessons are sure not to fit a scenario as well.

    Quizzes ask which lesson fits a situation, and offer two lessons of other scenarios beside it.
    A scenario with a tag or the excuse in common might teach the same, so that its lesson is never
    offered. Where fewer than two are left, the question is left out. The rule looks at courses with
    five scenarios or more, and at scenarios with tags: without tags nothing is sure, and the
    question is left out without a word.
    """
    if len(subject.course.scenarios) < FEW:
        return
    for scenario_id, others in derived.lesson_partners(subject.course).items():
        if len(others) < derived.DISTRACTORS:
            message = (
                "Quizzes cannot ask which lesson fits here: nearly every other scenario with tags "
                "has a tag or the excuse in common."
            )
            hint = "take tags out that hold for nearly everything, or tag more of the others"
            yield Finding(scenario_id, ("tags",), message, hint)


def no_good_ending(subject: Subject) -> Iterator[Finding]:
    """A dialogue has no good ending.

    Learners look for the way that helps the customer. Whatever they try, this talk cannot end well.
    """
    for scenario in subject.course.scenarios:
        if scenario.dialogue and not any(turn.ending == "good" for turn in scenario.dialogue):
            message = "No way through this dialogue comes to a good ending."
            hint = "add a turn with `ending: good`, and a choice that leads to it"
            yield Finding(scenario.id, ("dialogue",), message, hint)


RULES: tuple[Rule, ...] = (
    Rule("AN001", Severity.WARNING, missing_why),
    Rule("AN002", Severity.WARNING, right_reply_sticks_out),
    Rule("AN003", Severity.WARNING, right_reply_often_longest),
    Rule("AN004", Severity.WARNING, replies_nearly_equal),
    Rule("AN005", Severity.WARNING, few_solutions),
    Rule("AN006", Severity.WARNING, long_lesson),
    Rule("AN007", Severity.WARNING, review_overdue),
    Rule("AN008", Severity.WARNING, other_spelling),
    Rule("AN009", Severity.WARNING, shown_as_plain_text),
    Rule("AN010", Severity.WARNING, lesson_not_distinct),
    Rule("AN011", Severity.WARNING, no_good_ending),
)


def check(
    course: Course, sources: Mapping[str, Source], today: datetime.date
) -> tuple[Diagnostic, ...]:
    """Apply all rules. `sources` are those of `load.Report`; the result is in order of place."""
    subject = Subject(course, today)
    return in_order(
        _diagnostic(rule, finding, sources) for rule in RULES for finding in rule.find(subject)
    )


def _diagnostic(rule: Rule, finding: Finding, sources: Mapping[str, Source]) -> Diagnostic:
    location = sources[finding.scenario_id or COURSE_FILE].key(*finding.keys)
    return Diagnostic(rule.code, rule.severity, finding.message, location, finding.hint)


def _replies(scenario: Scenario) -> Iterator[tuple[Keys, Reply]]:
    yield ("not_accountable",), scenario.not_accountable
    yield ("accountable",), scenario.accountable
    for place, reply in enumerate(scenario.other_replies):
        yield ("other_replies", place), reply


def _entries(
    scenario: Scenario,
) -> Iterator[tuple[Keys, Choice | SortedReply | Step | Pair | Blank | DialogueChoice]]:
    """What learners choose, sort, order, match or fill in beyond the scenario's own replies."""
    for place, item in enumerate(scenario.items):
        for field in ("choices", "replies", "steps", "pairs", "blanks"):
            for number, entry in enumerate(getattr(item, field, ())):
                yield ("items", place, field, number), entry
    for place, turn in enumerate(scenario.dialogue):
        for number, choice in enumerate(turn.choices):
            yield ("dialogue", place, "choices", number), choice


def _lengths(scenario: Scenario) -> tuple[int, int]:
    """Characters of the accountable reply, and of the longest other one."""
    others = [scenario.not_accountable, *scenario.other_replies]
    return len(scenario.accountable.reply), max(len(other.reply) for other in others)


def _nearly_equal(first: list[str], second: list[str]) -> bool:
    # The quick ratio is an upper bound, and rules out nearly all pairs at little cost.
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    return matcher.quick_ratio() >= SIMILAR and matcher.ratio() >= SIMILAR


def _terms(scenario: Scenario, field: str) -> Iterator[tuple[Scenario, Keys, str]]:
    value = getattr(scenario, field)
    if isinstance(value, str):
        yield scenario, (field,), value
    elif value is not None:
        yield from ((scenario, (field, place), term) for place, term in enumerate(value))


def _texts(course: Course) -> Iterator[tuple[str | None, Keys, str]]:
    """All texts that may hold Markdown, with their places."""
    if course.description:
        yield None, ("description",), course.description
    for place, text in enumerate(course.objectives):
        yield None, ("objectives", place), text
    for number, module in enumerate(course.modules):
        if module.summary:
            yield None, ("modules", number, "summary"), module.summary
        for place, text in enumerate(module.objectives):
            yield None, ("modules", number, "objectives", place), text
    for scenario in course.scenarios:
        for keys, text in _scenario_texts(scenario):
            yield scenario.id, keys, text


def _scenario_texts(scenario: Scenario) -> Iterator[tuple[Keys, str]]:
    yield ("situation",), scenario.situation
    yield ("lesson",), scenario.lesson
    for keys, reply in _replies(scenario):
        yield (*keys, "reply"), reply.reply
        if reply.why:
            yield (*keys, "why"), reply.why
    for place, solution in enumerate(scenario.solutions):
        yield ("solutions", place, "do"), solution.do
        if solution.when:
            yield ("solutions", place, "when"), solution.when
    for place, text in enumerate(scenario.sources):
        yield ("sources", place), text
    yield from _markdown_in(scenario.items, ("items",))
    yield from _markdown_in(scenario.dialogue, ("dialogue",))


def _markdown_in(value: object, keys: Keys) -> Iterator[tuple[Keys, str]]:
    """All texts below a part of a scenario that may hold Markdown, by the names of their fields."""
    if isinstance(value, Frozen):
        for name, inner in value:
            yield from _markdown_in(inner, (*keys, name))
    elif isinstance(value, tuple):
        for place, inner in enumerate(value):
            yield from _markdown_in(inner, (*keys, place))
    elif isinstance(value, str) and not _PLAIN_FIELDS.intersection(keys):
        yield keys, value
