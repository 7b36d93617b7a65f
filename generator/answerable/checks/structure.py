"""Rules about the structure of a scenario and a course."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from answerable.checks.outline import Outline
from answerable.checks.rule import FEW, Finding, Setting, Subject, course_rule, scenario_rule
from answerable.items.partners import DISTRACTORS, lesson_partners
from answerable.model import ScenarioFile, wording
from answerable.source.read.names import did_you_mean
from answerable.source.read.positions import Keys


@scenario_rule("AN005")
def few_solutions(scenario: ScenarioFile, _setting: Setting) -> Iterator[Finding]:
    """A scenario has fewer than two solutions.

    The first solution isn't always possible. A second one shows that owning a problem means having
    an alternative, and when to use it.

    Bad:
        solutions:
          - Bring the spare key.

    Good:
        solutions:
          - Bring the spare key.
          - do: Call the locksmith.
            when: No spare key can be found.
    """
    if len(scenario.solutions) < 2:
        hint = "add what to do if it isn't possible:\n  - do: …\n    when: …"
        yield Finding(("solutions",), "There is only one solution.", hint)


@course_rule("AN008")
def other_spelling(subject: Subject) -> Iterator[Finding]:
    """A department, channel or tag is spelled in two ways.

    Spellings that differ only in capital letters, spaces, hyphens or underscores make two entries
    in the filters where there should be one. The more frequent spelling counts as the right one, or
    the first in the course if both are equally frequent. `answerable check --fix` fixes it.

    Bad:
        # a.yml, b.yml
        channel: E-mail
        # c.yml
        channel: email

    Good:
        # a.yml, b.yml, c.yml
        channel: E-mail
    """
    for terms in (_departments, _channels, _tags):
        counts = Counter(term for one in subject.outlines for _, term in terms(one))
        spellings: defaultdict[str, list[str]] = defaultdict(list)
        for term in counts:
            spellings[wording.spelling(term)].append(term)
        usual = {
            term: best
            for group in spellings.values()
            for best in [max(group, key=counts.__getitem__)]
            for term in group
            if term != best
        }
        for one in subject.outlines if usual else ():
            for keys, term in terms(one):
                if term in usual:
                    message = f"“{term}” is spelled “{usual[term]}” elsewhere."
                    hint = f"write `{usual[term]}` here too, so that the filters have one entry"
                    yield Finding(keys, message, hint, one.id, instead=usual[term])


@course_rule("AN010")
def lesson_not_distinct(subject: Subject) -> Iterator[Finding]:
    """Too few other lessons are certain not to fit a scenario.

    Quizzes ask which lesson fits a situation, and also offer two lessons from other scenarios. A
    scenario that shares a tag or the excuse might teach the same, so its lesson is never offered.
    If fewer than two are left, the question is left out. The rule applies to courses with five or
    more scenarios, and to scenarios with tags: without tags nothing is certain, and the question is
    left out silently.

    Bad:
        # a.yml, b.yml, c.yml, d.yml, e.yml
        tags: [service]

    Good:
        # a.yml
        tags: [keys]
        # b.yml
        tags: [beds]
        lesson: A booking is a promise.
        # c.yml
        tags: [soup]
        lesson: The guest is hungry now.
        # d.yml, e.yml
        tags: []
    """
    if len(subject.outlines) < FEW:
        return
    partners = lesson_partners(one.teaching for one in subject.outlines)
    for scenario_id, others in partners.items():
        if len(others) < DISTRACTORS:
            message = (
                "Quizzes can't ask which `lesson` fits here: nearly every other scenario with tags "
                "shares a tag or the `excuse`."
            )
            hint = "remove tags that apply to nearly everything, or tag more of the others"
            yield Finding(("tags",), message, hint, scenario_id)


@scenario_rule("AN011")
def no_good_ending(scenario: ScenarioFile, _setting: Setting) -> Iterator[Finding]:
    """A dialogue has no good ending.

    Learners look for the path that helps the customer. Whatever they try, this conversation can't
    end well.

    Bad:
        dialogue:
          - id: at-the-door
            customer: So I stay outside?
            choices:
              - {reply: The office opens at nine., why: She waits., quality: poor}
          - {id: gone, customer: Then I go., ending: poor}

    Good:
        dialogue:
          - id: at-the-door
            customer: So I stay outside?
            choices:
              - {reply: I am on my way., why: Somebody comes., quality: accountable}
          - {id: inside, customer: Thank you!, ending: good}
    """
    if scenario.dialogue and not any(turn.ending == "good" for turn in scenario.dialogue):
        message = "No path through this dialogue leads to a good ending."
        hint = "add a turn with `ending: good`, and a choice that leads to it"
        yield Finding(("dialogue",), message, hint)


@scenario_rule("AN020")
def solution_without_condition(scenario: ScenarioFile, _setting: Setting) -> Iterator[Finding]:
    """None of three or more solutions says when it applies.

    Solutions are in order of preference: the first is what to do, and each of the others is for
    when those before it aren't possible. With two, that is obvious. With three, say with `when`
    under which condition one applies; otherwise learners take the easiest for the best.

    Bad:
        solutions:
          - Bring the spare key.
          - Call the locksmith.
          - Find her a room for the night.

    Good:
        solutions:
          - Bring the spare key.
          - do: Call the locksmith.
            when: No spare key can be found.
          - Find her a room for the night.
    """
    if len(scenario.solutions) > 2 and not any(one.when for one in scenario.solutions):
        message = "Nothing says when to use the second solution."
        hint = "say when it applies:\n  - do: …\n    when: …"
        yield Finding(("solutions", 1), message, hint)


@course_rule("AN021")
def objective_not_served(subject: Subject) -> Iterator[Finding]:
    """No scenario serves an objective that has an id.

    An objective is a promise to learners. Give it an `id`, name that id under `serves` in the
    scenarios that work towards it, and the check makes sure that the promise is kept. Objectives
    without an id are not checked.

    Bad:
        # course.yml
        objectives:
          - id: open-doors
            text: You can help a guest at once.

    Good:
        # course.yml
        objectives:
          - id: open-doors
            text: You can help a guest at once.
        # a.yml
        serves: [open-doors]
    """
    served = {objective for one in subject.outlines for objective in one.serves}
    for keys, objective, _ in _objectives(subject):
        if objective not in served:
            message = f"No scenario serves the objective `{objective}`."
            hint = (
                f"write `serves: [{objective}]` in a scenario that works towards it, add such a "
                "scenario, or remove the objective"
            )
            yield Finding((*keys, "id"), message, hint)


@course_rule("AN022")
def unknown_objective(subject: Subject) -> Iterator[Finding]:
    """A scenario serves an objective that neither its module nor the course has.

    `serves` takes ids of the course's objectives and of those of the scenario's own module.

    Bad:
        # course.yml
        objectives:
          - id: open-doors
            text: You can help a guest at once.
        # a.yml
        serves: [open-doors, open-door]

    Good:
        # course.yml
        objectives:
          - id: open-doors
            text: You can help a guest at once.
        # a.yml
        serves: [open-doors]
    """
    known: defaultdict[str | None, list[str]] = defaultdict(list)
    for _, objective, module in _objectives(subject):
        known[module].append(objective)
    for one in subject.outlines:
        here = [*known[None], *known[one.module_id]]
        for place, objective in enumerate(one.serves):
            if objective not in here:
                missing = "give an objective this `id`, or remove it here"
                hint = did_you_mean(objective, here, missing)
                message = f"Neither the course nor the module has an objective `{objective}`."
                yield Finding(("serves", place), message, hint, one.id)


@course_rule("AN023")
def objective_id_twice(subject: Subject) -> Iterator[Finding]:
    """Two objectives have the same id.

    Then it isn't clear which of them a scenario serves.

    Bad:
        # course.yml
        objectives:
          - {id: open-doors, text: You can help a guest at once.}
          - {id: open-doors, text: You can find a key.}
        # a.yml
        serves: [open-doors]

    Good:
        # course.yml
        objectives:
          - {id: open-doors, text: You can help a guest at once.}
          - {id: find-keys, text: You can find a key.}
        # a.yml
        serves: [open-doors, find-keys]
    """
    taken: set[str] = set()
    for keys, objective, _ in _objectives(subject):
        if objective in taken:
            message = f"Another objective already has the id `{objective}`."
            yield Finding((*keys, "id"), message, "give each objective a different id")
        taken.add(objective)


def _departments(one: Outline) -> Sequence[tuple[Keys, str]]:
    return [(("department",), one.department)] if one.department is not None else []


def _channels(one: Outline) -> Sequence[tuple[Keys, str]]:
    return [(("channel",), one.channel)] if one.channel is not None else []


def _tags(one: Outline) -> Sequence[tuple[Keys, str]]:
    return [(("tags", place), tag) for place, tag in enumerate(one.tags)]


def _objectives(subject: Subject) -> Iterator[tuple[Keys, str, str | None]]:
    """Yield the objectives with an id: position, id, and the folder of their module, if any."""
    for place, objective in enumerate(subject.course.objectives):
        if objective.id:
            yield ("objectives", place), objective.id, None
    for number, module in enumerate(subject.course.modules):
        for place, objective in enumerate(module.objectives):
            if objective.id:
                yield ("modules", number, "objectives", place), objective.id, module.folder
