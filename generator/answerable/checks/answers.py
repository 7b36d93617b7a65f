"""Rules about replies and choices: reasons, and what gives the right one away.

The engine mixes the order of everything that is chosen, so that no position can be a cue; a choice
must not speak of the position of others (AN012).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher

from answerable.checks import outline, vocabulary
from answerable.checks.parts import entries, questions, replies
from answerable.checks.rule import FEW, Finding, Setting, Subject, course_rule, scenario_rule
from answerable.diagnostics import Severity
from answerable.model import ScenarioFile, wording

_SLACK = 12
"""Characters by which a choice may be longer whatever the share: two words more tell nothing."""


@scenario_rule("AN001")
def missing_why(scenario: ScenarioFile, _setting: Setting) -> Iterator[Finding]:
    """A reply, or an entry of an item or a dialogue, has no `why`.

    `why` is the feedback that a learner sees after choosing a reply. Without it a learner only
    reads "right" or "not right", and learns little. Say what the reply does to the customer.

    Bad:
        accountable: I am on my way with a spare key.

    Good:
        accountable:
          reply: I am on my way with a spare key.
          why: She knows that somebody is coming.
    """
    for keys, reply in replies(scenario):
        if reply.why is None:
            message = "This reply has no `why`, so that a learner who chooses it gets no reason."
            hint = "say what it does to the customer:\n  reply: …\n  why: …"
            yield Finding(keys, message, hint)
    for keys, entry in entries(scenario):
        if entry.why is None:
            message = "This entry has no `why`, so that a learner gets no reason."
            yield Finding(keys, message, "add a line below it:\n  why: …")


@scenario_rule("AN002")
def right_one_sticks_out(scenario: ScenarioFile, setting: Setting) -> Iterator[Finding]:
    """The right reply or choice is much longer than every other one.

    Learners who guess choose the longest answer. The accountable reply, and the right choice of
    an item, may be up to 20 % longer than the longest other one, counted in characters; a course
    sets its own limit with `longer`. Differences of a dozen characters do not count in items.

    Bad:
        not_accountable:
          reply: The office opens at nine.
          why: She stays in the rain.
        accountable:
          reply: I am on my way with a spare key, and I stay with you until the door is open.
          why: She knows that somebody is coming.

    Good:
        not_accountable:
          reply: The office opens at nine, and my colleague there has a key and can help you.
          why: She stays in the rain.
        accountable:
          reply: I am on my way with a spare key, and I stay with you until the door is open.
          why: She knows that somebody is coming.
    """
    for keys, right, wrong in questions(scenario):
        own, other = max(map(len, right), default=0), max(map(len, wrong), default=0)
        item = keys[0] == "items"
        slack = _SLACK if item else 0
        if wrong and own > max(other + slack, (100 + setting.checks.longer) * other / 100):
            which = "right choice" if item else "accountable reply"
            if other and own < 3 * other:
                excess = f"{round(100 * own / other) - 100}% longer than any other"
            else:
                excess = "more than three times as long as any other"
            message = f"The {which} is {excess}: it gives itself away."
            yield Finding(keys, message, "shorten it, or let the other reply say more")


@course_rule("AN003", words=True)
def right_reply_often_longest(subject: Subject) -> Iterator[Finding]:
    """The accountable reply is the longest one in most of the course's scenarios.

    Even small differences give the answer away if they always point the same way. The rule looks
    at courses with five scenarios or more, and speaks up when more than 60 % of them are like
    that; a course sets its own limit with `share`.

    Bad:
        # a.yml, b.yml, c.yml, d.yml, e.yml
        not_accountable: {reply: Please ask them at the office at nine., why: She waits.}
        accountable: {reply: I am coming now with the key in my hand., why: Somebody comes.}

    Good:
        # a.yml, b.yml, c.yml
        not_accountable: {reply: Please ask them at the office at nine., why: She waits.}
        accountable: {reply: I am coming now with the key in my hand., why: Somebody comes.}
        # d.yml, e.yml
        not_accountable: {reply: Please ask for the key at the office at nine., why: She waits.}
        accountable: {reply: I am coming now with the key in my hand., why: Somebody comes.}
    """
    message = (
        "In {count} of {total} scenarios the accountable reply is the longest: a learner "
        "can guess it without reading."
    )
    hint = "let the other reply be the longer one in about half of the scenarios"
    yield from _told_by(outline.LONGEST, subject, message, hint)


@scenario_rule("AN004")
def replies_nearly_equal(scenario: ScenarioFile, setting: Setting) -> Iterator[Finding]:
    """The accountable reply and another reply have nearly the same words.

    Then the difference is one of wording, and the item tests reading instead of judgement. Two
    replies count as nearly equal when 80 % of their words are the same, in the same order; a
    course sets its own limit with `similar`.

    Bad:
        not_accountable: {reply: I will call you back about the key., why: But when.}
        accountable: {reply: I will call you back about the key soon., why: Somebody calls.}

    Good:
        not_accountable: {reply: Please call the office about the key., why: She is sent away.}
        accountable: {reply: I will be there with a key by ten., why: Somebody comes.}
    """
    right = wording.words(scenario.accountable.reply)
    for keys, reply in replies(scenario):
        if reply is scenario.accountable:
            continue
        if _nearly_equal(right, wording.words(reply.reply), setting.checks.similar / 100):
            message = "This reply has nearly the same words as the accountable one."
            yield Finding(keys, message, "let the two replies do different things for the customer")


@scenario_rule("AN012")
def place_named(scenario: ScenarioFile, setting: Setting) -> Iterator[Finding]:
    """A choice speaks of the place of others, such as “all of the above”.

    What is chosen stands in a mixed order, so that no place gives an answer away. “All of the
    above” may then stand at the top. Let learners tick several choices instead.

    Bad:
        items:
          - id: what-helps
            type: choice
            question: What helps her now?
            choices:
              - {text: A spare key, why: It opens the door.}
              - {text: A call to the office, why: They may have one.}
              - {text: All of the above, right: yes, why: Both help.}

    Good:
        items:
          - id: what-helps
            type: multiple
            question: What helps her now?
            choices:
              - {text: A spare key, right: yes, why: It opens the door.}
              - {text: A call to the office, right: yes, why: They may have one.}
              - {text: A list of rules, why: It keeps nobody dry.}
    """
    words = vocabulary.PLACES.get(vocabulary.root(setting.language), ())
    for keys, entry in entries(scenario):
        text = getattr(entry, "text", "")
        if places := vocabulary.found(text, words):
            message = f"The order is mixed, so that “{places[0].group()}” may point anywhere."
            hint = "let learners tick several choices: `type: multiple`"
            yield Finding((*keys, "text"), message, hint, word=places[0].group())


@course_rule("AN013", words=True)
def courtesy_on_one_side(subject: Subject) -> Iterator[Finding]:
    """In most scenarios, courtesy alone tells the accountable reply from the others.

    If only the accountable reply says sorry, please or thank you, learners look for the kind
    one and learn that manners are what matters. It is the same the other way round. The most
    instructive bad reply is a friendly one. The rule looks at courses with five scenarios or more,
    in English, German, French and Spanish; the limit is 60 %, or the course's own `share`.

    Bad:
        # a.yml, b.yml, c.yml, d.yml, e.yml
        not_accountable: {reply: The office opens at nine tomorrow morning., why: She waits.}
        accountable: {reply: "Sorry, I am coming with the key.", why: Somebody comes.}

    Good:
        # a.yml, b.yml, c.yml, d.yml, e.yml
        not_accountable: {reply: "Sorry, the office opens at nine.", why: She waits.}
        accountable: {reply: "Sorry, I am on my way there.", why: Somebody comes.}
    """
    for cue, which in ((outline.COURTESY, "only"), (outline.NO_COURTESY, "all but")):
        message = (
            f"In {{count}} of {{total}} scenarios {which} the accountable reply has words of "
            "courtesy: a learner can guess it by its tone."
        )
        hint = "let friendly replies be wrong ones, and plain replies right ones, now and then"
        yield from _told_by(cue, subject, message, hint)


@course_rule("AN014", words=True)
def mark_on_one_side(subject: Subject) -> Iterator[Finding]:
    """In most scenarios, a punctuation mark stands in the accountable reply alone.

    Learners who guess notice such things without knowing it: the right answer is the one with
    the dash, or with the question at its end. The rule looks at courses with five scenarios or
    more, at the marks ! ? : ; — and …; the limit is 60 %, or the course's own `share`.

    Bad:
        # a.yml, b.yml, c.yml, d.yml, e.yml
        not_accountable: {reply: The office opens again at nine., why: She waits.}
        accountable: {reply: "I am coming! Where are you?", why: Somebody comes.}

    Good:
        # a.yml, b.yml, c.yml
        not_accountable: {reply: "Would you ask the office at nine?", why: She waits.}
        accountable: {reply: "I am coming. Where are you?", why: Somebody comes.}
        # d.yml, e.yml
        not_accountable: {reply: The office opens again at nine., why: She waits.}
        accountable: {reply: "I am coming. Where are you?", why: Somebody comes.}
    """
    for mark in outline.MARKS:
        message = (
            f"In {{count}} of {{total}} scenarios a “{mark}” stands in the accountable reply "
            "alone: a learner can guess it by its look."
        )
        yield from _told_by(mark, subject, message, "let it stand in other replies as well")


@scenario_rule("AN015", Severity.NOTE)
def absolutes_on_one_side(scenario: ScenarioFile, setting: Setting) -> Iterator[Finding]:
    """All wrong choices of an item hold a word such as “always” or “never”, and no right one.

    Whoever has taken tests knows that a sentence without exceptions is seldom true, and leaves
    it out without thinking. The rule knows such words in English, German, French and Spanish.

    Bad:
        items:
          - id: keys
            type: choice
            question: What holds for spare keys?
            choices:
              - {text: A guest always pays for them., why: It was our lock.}
              - {text: They never leave the house., why: The guest stands outside.}
              - {text: Somebody brings them., right: yes, why: The guest gets in.}

    Good:
        items:
          - id: keys
            type: choice
            question: What holds for spare keys?
            choices:
              - {text: A guest pays for them., why: It was our lock.}
              - {text: They stay in the house., why: The guest stands outside.}
              - {text: Somebody brings them., right: yes, why: The guest gets in.}
    """
    words = vocabulary.ABSOLUTES.get(vocabulary.root(setting.language), ())
    for keys, right, wrong in questions(scenario):
        if (
            keys[0] == "items"
            and wrong
            and all(vocabulary.found(text, words) for text in wrong)
            and not any(vocabulary.found(text, words) for text in right)
        ):
            word = vocabulary.found(wrong[0], words)[0].group()
            message = f"All wrong choices hold a word such as “{word}”, and the right one does not."
            hint = "say it without such words, or let the right choice hold one too"
            yield Finding(keys, message, hint)


def _told_by(cue: str, subject: Subject, message: str, hint: str) -> Iterator[Finding]:
    """Say so if a cue marks the accountable reply in too many scenarios."""
    total = len(subject.outlines)
    count = sum(cue in one.cues for one in subject.outlines)
    if total >= FEW and 100 * count > subject.course.checks.share * total:
        yield Finding((), message.format(count=count, total=total), hint)


def _nearly_equal(first: list[str], second: list[str], similar: float) -> bool:
    """Compare by difflib's share: twice the words in the same order, by all words.

    What has no words is not written yet, and equals nothing.
    """
    if not first:
        return False
    # Their words in any order are an upper bound, which rules out nearly all pairs at little cost.
    common = (Counter(first) & Counter(second)).total()
    return (
        2 * common >= similar * (len(first) + len(second))
        and SequenceMatcher(None, first, second, autojunk=False).ratio() >= similar
    )
