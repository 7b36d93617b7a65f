"""Rules about replies and choices: reasons, and cues to the right one.

The site shuffles all choices, so position is never a cue; a choice must not refer to the position
of others (AN012).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher

from answerable.checks import guessing, outline, parts, vocabulary
from answerable.checks.parts import entries, questions, replies
from answerable.checks.rule import FEW, Finding, Setting, Subject, course_rule, scenario_rule
from answerable.diagnostics import Severity
from answerable.i18n import root
from answerable.model import ScenarioFile, wording

_SLACK = 12
"""By how many characters a choice may always be longer: two extra words give nothing away."""


@scenario_rule("AN001")
def missing_why(scenario: ScenarioFile, _setting: Setting) -> Iterator[Finding]:
    """A reply, or an entry of an item or a dialogue, has no `why`.

    `why` is the feedback that learners see after choosing a reply. Without it they only read
    "right" or "not right", and learn little. Say what the reply does to the customer.

    Bad:
        accountable: I am on my way with a spare key.

    Good:
        accountable:
          reply: I am on my way with a spare key.
          why: She knows that somebody is coming.
    """
    for keys, reply in replies(scenario):
        if reply.why is None:
            message = "This reply has no `why`, so a learner who chooses it isn't told why."
            hint = "say what it leads to:\n  reply: …\n  why: …"
            yield Finding(keys, message, hint)
    for entry in entries(scenario):
        if entry.why is None:
            message = "This entry has no `why`, so learners aren't told why."
            yield Finding(entry.keys, message, "add a line below it:\n  why: …")


@scenario_rule("AN002")
def right_one_sticks_out(scenario: ScenarioFile, setting: Setting) -> Iterator[Finding]:
    """The right reply or choice is much longer than every other one.

    Learners who guess choose the longest answer. The accountable reply, and the right choice of an
    item, may be up to 20 % longer than the longest other one, counted in characters; a course can
    set its own limit with `longer`. In items, differences of up to a dozen characters don't count.

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
            which = "right choice" if item else "right reply"
            if other and own < 3 * other:
                excess = f"{round(100 * own / other) - 100}% longer than any other"
            else:
                excess = "more than three times as long as any other"
            message = f"The {which} is {excess}: it gives itself away."
            yield Finding(keys, message, "shorten it, or make the other reply longer")


@course_rule("AN003", words=True)
def right_reply_often_longest(subject: Subject) -> Iterator[Finding]:
    """The accountable reply is the longest one in most of the course's scenarios.

    Even small differences give the answer away if they always point the same way. The rule applies
    to courses with five to nine scenarios, and reports it when more than 60 % of them are like
    that; a course can set its own limit with `share`. Larger courses are measured by AN031.

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
        "In {count} of {total} scenarios the right reply is the longest: learners can guess "
        "it without reading."
    )
    hint = "make the other reply the longer one in about half of the scenarios"
    if len(subject.outlines) < guessing.ENOUGH:
        yield from _told_by(outline.LONGEST, subject, message, hint)


@scenario_rule("AN004")
def replies_nearly_equal(scenario: ScenarioFile, setting: Setting) -> Iterator[Finding]:
    """The accountable reply and another reply use nearly the same words.

    Then they differ only in wording, and the item tests reading instead of judgement. Two replies
    count as nearly the same if 80 % of their words are the same, in the same order; a course can
    set its own limit with `similar`.

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
            message = "This reply uses nearly the same words as the right one."
            yield Finding(keys, message, "let the two replies do different things")


@scenario_rule("AN012")
def place_named(scenario: ScenarioFile, setting: Setting) -> Iterator[Finding]:
    """A choice refers to the position of others, as in “all of the above”.

    Choices are shuffled, so that position never gives an answer away. “All of the above” may then
    end up at the top. Let learners tick several choices instead.

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
    words = vocabulary.PLACES.get(root(setting.language), ())
    for entry in entries(scenario):
        if places := vocabulary.found(entry.mixed, words):
            message = f"Choices are shuffled, so “{places[0].group()}” may point anywhere."
            hint = "let learners tick several choices: `type: multiple`"
            yield Finding((*entry.keys, "text"), message, hint, word=places[0].group())


@course_rule("AN013", words=True)
def courtesy_on_one_side(subject: Subject) -> Iterator[Finding]:
    """In most scenarios, only courtesy sets the accountable reply apart.

    If only the accountable reply says sorry, please or thank you, learners look for the polite one
    and learn that manners are what matters. The reverse is just as bad. The most instructive poor
    reply is a friendly one. The rule applies to courses with five or more scenarios in English,
    German, French and Spanish; the limit is 60 %, or the course's own `share`.

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
            f"In {{count}} of {{total}} scenarios {which} the right reply has words of "
            "courtesy: learners can guess it from its tone."
        )
        hint = "now and then, make a friendly reply wrong or a plain reply right"
        yield from _told_by(cue, subject, message, hint)


@course_rule("AN014", words=True)
def mark_on_one_side(subject: Subject) -> Iterator[Finding]:
    """In most scenarios, a punctuation mark occurs only in the accountable reply.

    Learners who guess pick up on such things without realising it: the right answer is the one with
    the dash, or with the question at the end. The rule applies to courses with five or more
    scenarios, and to the marks ! ? : ; — and …; the limit is 60 %, or the course's own `share`.

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
            f"In {{count}} of {{total}} scenarios only the right reply has a “{mark}”: "
            "learners can guess it from its look."
        )
        yield from _told_by(mark, subject, message, "use it in other replies as well")


@scenario_rule("AN015", Severity.NOTE)
def absolutes_on_one_side(scenario: ScenarioFile, setting: Setting) -> Iterator[Finding]:
    """All wrong choices of an item, and no right one, contain a word such as “always” or “never”.

    Experienced test takers know that statements without exceptions are seldom true, and rule them
    out without thinking. The rule knows such words in English, German, French and Spanish.

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
    words = vocabulary.ABSOLUTES.get(root(setting.language), ())
    for keys, right, wrong in questions(scenario):
        if (
            keys[0] == "items"
            and wrong
            and all(vocabulary.found(text, words) for text in wrong)
            and not any(vocabulary.found(text, words) for text in right)
        ):
            word = vocabulary.found(wrong[0], words)[0].group()
            message = (
                f"All wrong choices contain “{word}” or a similar word; the right one doesn't."
            )
            hint = "avoid such words, or use one in the right choice too"
            yield Finding(keys, message, hint)


@course_rule("AN031", words=True)
def guessed_without_situation(subject: Subject) -> Iterator[Finding]:
    """The right answers of a course can be guessed without reading the situations.

    Each of these ways of guessing may be right in 15 percentage points more than chance: to pick
    the choice with the most words that right answers of the other scenarios have, the longest, the
    shortest, the one that says “I’ll” most often, or the one that names most times and numbers. The
    rule measures replies, turns of dialogues, items with choices, and what quizzes ask: which
    solution comes first. It needs ten questions of a kind, and ten scenarios.

    Give poor replies what good ones have: let them own, apologise, promise and name a time, and
    still fix the wrong thing, decide for others or close the case too early. A good reply may say
    no, be short, and name no time.

    Bad:
        # a.yml, b.yml, c.yml, d.yml, e.yml, f.yml, g.yml, h.yml, i.yml, j.yml
        not_accountable: {reply: Somebody should ask the office., why: She waits.}
        accountable: {reply: I’ll bring you the key by noon., why: Somebody comes.}

    Good:
        # a.yml, b.yml, c.yml, d.yml, e.yml
        not_accountable: {reply: Come in and wait here with us., why: She needs her room.}
        accountable: {reply: I’ll bring you the key by noon., why: Somebody comes.}
        # f.yml, g.yml, h.yml, i.yml, j.yml
        not_accountable: {reply: I’ll bring you the key by noon., why: She is out in the rain.}
        accountable: {reply: Come in and wait here with us., why: She is dry.}
    """
    for guess in guessing.guesses(subject.outlines, subject.course.language):
        if guess.right > guess.limit:
            yield Finding((), _guessed(guess), _hint(guess))


_PICKING: Mapping[str, str] = {
    guessing.WORDS: "by its words",
    guessing.LONGEST: "by taking the longest",
    guessing.SHORTEST: "by taking the shortest",
    guessing.PROMISES: "by taking the one that says “I” most often",
    guessing.TIMES: "by taking the one with most times and numbers",
}
_ASKED: Mapping[str, str] = {
    parts.REPLY: "right reply",
    parts.TURN: "right reply in a dialogue",
    parts.ITEM: "right choice of an item",
    parts.SOLUTION: "first solution",
}


def _guessed(guess: guessing.Guess) -> str:
    right, chance, limit = (
        f"{number / guess.total:.0%}" for number in (guess.right, guess.chance, guess.limit)
    )
    return (
        f"The {_ASKED[guess.kind]} is guessed without the situation, {_PICKING[guess.way]}, in "
        f"{guess.right:.0f} of {guess.total} questions: {right}. Chance gets {chance}, and "
        f"{limit} is the limit."
    )


def _hint(guess: guessing.Guess) -> str:
    where = f"begin where it is surest: {', '.join(guess.scenarios)}"
    if not guess.clues:
        return where
    clues = ", ".join(f"“{one.words}” ({one.right}:{one.wrong})" for one in guess.clues)
    words = clues.replace("'", "’")
    return f"{where}\nwords that tell most (in right texts : in wrong ones): {words}"


def _told_by(cue: str, subject: Subject, message: str, hint: str) -> Iterator[Finding]:
    """Yield a finding if a cue gives away the accountable reply in too many scenarios."""
    total = len(subject.outlines)
    count = sum(cue in one.cues for one in subject.outlines)
    if total >= FEW and 100 * count > subject.course.checks.share * total:
        yield Finding((), message.format(count=count, total=total), hint)


def _nearly_equal(first: list[str], second: list[str], similar: float) -> bool:
    """Compare by difflib's ratio: twice the number of words in the same order, divided by all
    words.

    A text without words isn't written yet, and is never similar to another.
    """
    if not first:
        return False
    # Common words in any order are an upper bound, which rules out nearly all pairs cheaply.
    common = (Counter(first) & Counter(second)).total()
    return (
        2 * common >= similar * (len(first) + len(second))
        and SequenceMatcher(None, first, second, autojunk=False).ratio() >= similar
    )
