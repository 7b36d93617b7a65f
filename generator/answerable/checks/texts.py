"""Rules about the texts: their length, what they may hold, and what they repeat."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from answerable.checks.outline import alike
from answerable.checks.parts import course_markdown, markdown, plain_prose, replies
from answerable.checks.rule import Finding, Setting, Subject, course_rule, scenario_rule
from answerable.model import ScenarioFile, wording
from answerable.model.markup import pictures, refused, unused_links
from answerable.model.scalars import is_placeholder
from answerable.source.read.positions import Keys

_SHORTEST = 6
"""AN016: shorter lessons are not compared; a few words are soon in a reply as well."""

UNWRITTEN = "AN028"

_PLACEHOLDER_SHOWN = 20


@scenario_rule("AN006")
def long_lesson(scenario: ScenarioFile, setting: Setting) -> Iterator[Finding]:
    """A lesson has more than 60 words.

    The lesson is the rule that a learner takes away, and it stands on the card. One or two
    sentences are remembered; a paragraph is not. A course sets its own limit with `lesson_words`.

    Bad:
        lesson: >-
          Keys get lost, and it does not matter who lost them, because the guest stands in the
          rain and has nobody else to turn to, so that whoever hears about it first should go and
          bring the spare key at once, or call the locksmith when there is none, and stay with
          the guest until the door is open, and then find out how it could happen that no key was
          there.

    Good:
        lesson: Whoever hears about it brings the key.
    """
    words, most = len(scenario.lesson.split()), setting.checks.lesson_words
    if words > most:
        message = f"The lesson has {words} words; more than {most} are not remembered."
        hint = "keep the rule, and move the rest to a `why` or to the solutions"
        yield Finding(("lesson",), message, hint)


@scenario_rule(UNWRITTEN)
def still_to_write(scenario: ScenarioFile, _setting: Setting) -> Iterator[Finding]:
    """A text is still the “…” that `answerable add` puts there, or a note such as “TODO”.

    Write your words in its place, or delete the field if it may be left out. Until all replies,
    solutions, and the texts around them are written, the scenario is a draft, whatever its
    `status` says: only the preview shows it, and it is in no cards, exports or questions.

    Bad:
        # a.yml
        lesson: …
        # b.yml
        keywords: [door]

    Good:
        lesson: Whoever hears about it brings the key.
    """
    keeps = "" if scenario.effective_status != "draft" else ", and the scenario stays a draft"
    for keys, text in plain_prose(scenario).parts:
        if is_placeholder(text):
            shown = text.strip()[:_PLACEHOLDER_SHOWN]
            message = (
                f"Nothing is written here yet: this is still the placeholder “{shown}”{keeps}."
            )
            yield Finding(keys, message, "put your own words in its place")


@scenario_rule("AN009")
def shown_as_plain_text(scenario: ScenarioFile, _setting: Setting) -> Iterator[Finding]:
    """A text holds raw HTML, a picture, a link that is not allowed, or one that nobody sees.

    Texts are Markdown without raw HTML, because they are also printed and exported. Links may
    start with `https:`, `http:`, `mailto:` or `tel:`. What is not allowed is shown as plain text,
    and so is what other programs strike through with `~~`. A line such as
    `[1]: https://example.org` is not shown at all, unless a link of the text uses it.

    Pictures are not shown: of `![a desk](desk.png)`, readers see the words “a desk”. Say in words
    what there is to see, and take the rest out. Pages in `content/` may have pictures.

    Bad:
        lesson: Whoever hears <b>about it</b> brings the key.

    Good:
        lesson: Whoever hears **about it** brings the key.
    """
    yield from _refused(markdown(scenario))


@course_rule("AN009", words=True)
def shown_as_plain_text_in_course(subject: Subject) -> Iterator[Finding]:
    """See `shown_as_plain_text`: the same for the texts of course.yml."""
    yield from _refused(course_markdown(subject.course))


@scenario_rule("AN016")
def lesson_repeats_reply(scenario: ScenarioFile, setting: Setting) -> Iterator[Finding]:
    """The lesson says little more than a reply.

    A reply is what to say this time, and the lesson is the rule for the next time. If they have
    the same words, learners take a phrase away instead of a rule, and use it where it does not
    fit. A lesson counts as a repetition when 80 % of its words stand in a reply; a course sets
    its own limit with `similar`.

    Bad:
        accountable: {reply: I am on my way with a spare key., why: Somebody comes.}
        lesson: I am on my way with a spare key.

    Good:
        accountable: {reply: I am on my way with a spare key., why: Somebody comes.}
        lesson: Whoever hears about it brings the key.
    """
    lesson = Counter(wording.words(scenario.lesson))
    for _, reply in replies(scenario):
        common = (lesson & Counter(wording.words(reply.reply))).total()
        if lesson.total() >= _SHORTEST and 100 * common >= setting.checks.similar * lesson.total():
            hint = "say the rule behind it, so that it holds for the next customer too"
            yield Finding(("lesson",), "The lesson repeats a reply.", hint)
            return


@course_rule("AN017")
def near_duplicate(subject: Subject) -> Iterator[Finding]:
    """A scenario has nearly the same words as another one.

    Learners who meet the same case twice learn its words. Change what happens, who the customer
    is, or what makes it hard, or delete one of the two. Situation, replies and lesson are
    compared by their runs of four words; two scenarios are near duplicates when about 80 % of
    them are the same. A course sets its own limit with `similar`.

    Bad:
        # a.yml
        title: The lost key
        # b.yml
        title: Lost again

    Good:
        # a.yml
        title: The lost key
        # b.yml
        title: Cold soup
        situation: The soup is cold, and the guest jokes about it.
        accountable: {reply: I bring you a hot one in five minutes., why: A time.}
        not_accountable: {reply: That is for the kitchen to say., why: Two people.}
        lesson: Guests see one restaurant.
    """
    for one, other, share in alike(subject.outlines, subject.course.checks.similar):
        message = f"About {share}% of this scenario stands in `{other.id}` too."
        hint = "change what happens in it, or delete one of the two"
        yield Finding((), message, hint, one.id)


def _refused(texts: Iterator[tuple[Keys, str]]) -> Iterator[Finding]:
    for keys, text in texts:
        for address in pictures(text) if "![" in text or "<" in text else ():
            message = f"The picture `{address}` will not be shown: a scenario is text alone."
            hint = "say in words what there is to see, and take the picture out"
            yield Finding(keys, message, hint, word=address)
        # Nothing to refuse can be written without one of these, and parsing takes time.
        if things := refused(text) if "<" in text or "]" in text or "~~" in text else ():
            message = f"Pages and cards show this only as plain text: {', '.join(things)}."
            hint = "use Markdown, such as `**bold**` or `[text](https://…)`, or take it out"
            yield Finding(keys, message, hint)
        for label in unused_links(text) if "]:" in text else ():
            message = f"Markdown takes `[{label}]: …` for the address of a link, and shows nothing."
            hint = "write `[words](https://…)` where the link belongs, or leave out the brackets"
            yield Finding(keys, message, hint)
