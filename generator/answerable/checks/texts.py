"""Rules about the texts: their length, what they may contain, and what they repeat."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from answerable.checks.outline import alike
from answerable.checks.parts import course_markdown, markdown, plain_prose, replies
from answerable.checks.rule import Finding, Setting, Subject, course_rule, scenario_rule
from answerable.model import ScenarioFile, wording
from answerable.model.markup import pictures, refused, unused_links
from answerable.model.media import media_in
from answerable.model.picture import Picture
from answerable.model.scalars import is_placeholder
from answerable.source.read.positions import Keys

_SHORTEST = 6
"""AN016: shorter lessons aren't compared, because a few words may easily occur in a reply too."""

UNWRITTEN = "AN028"

_PLACEHOLDER_SHOWN = 20


@scenario_rule("AN006")
def long_lesson(scenario: ScenarioFile, setting: Setting) -> Iterator[Finding]:
    """A lesson has more than 60 words.

    The lesson is the rule that learners take away, and it is printed on the card. People remember
    one or two sentences, but not a paragraph. A course can set its own limit with `lesson_words`.

    Bad:
        lesson: >-
          Keys get lost, and it does not matter who lost them, because the guest stands in the rain
          and has nobody else to turn to, so the first person who hears about it should go and bring
          the spare key at once, or call the locksmith when there is none, and stay with the guest
          until the door is open, and then find out how it could happen that no key was there.

    Good:
        lesson: Anyone who hears about it brings the key.
    """
    words, most = len(scenario.lesson.split()), setting.checks.lesson_words
    if words > most:
        message = f"The `lesson` has {words} words; nobody remembers more than {most}."
        hint = "keep the rule, and move the rest to a `why` or to the solutions"
        yield Finding(("lesson",), message, hint)


@scenario_rule(UNWRITTEN)
def still_to_write(scenario: ScenarioFile, _setting: Setting) -> Iterator[Finding]:
    """A text is still the placeholder “…” that `answerable add` writes, or a note such as “TODO”.

    Replace it with your own words, or delete the field if it is optional. Until all replies,
    solutions and the texts around them are written, the scenario is a draft, whatever its `status`
    says: it appears only in the preview, not in cards, exports or questions.

    Bad:
        # a.yml
        lesson: …
        # b.yml
        keywords: [door]

    Good:
        lesson: Anyone who hears about it brings the key.
    """
    keeps = "" if scenario.effective_status != "draft" else ", so the scenario stays a draft"
    for keys, text in plain_prose(scenario).parts:
        if is_placeholder(text):
            shown = text.strip()[:_PLACEHOLDER_SHOWN]
            message = (
                f"Nothing is written here yet: this is still the placeholder “{shown}”{keeps}."
            )
            yield Finding(keys, message, "replace it with your own words")


@scenario_rule("AN009")
def shown_as_plain_text(scenario: ScenarioFile, _setting: Setting) -> Iterator[Finding]:
    """A text contains raw HTML, a picture, a link that isn't allowed, or one that nobody sees.

    Texts are Markdown without raw HTML, because they are also printed and exported. Links may start
    with `https:`, `http:`, `mailto:` or `tel:`. Anything else appears as plain text, and so does
    `~~`, which other programs use to strike words out. A line such as `[1]: https://example.org`
    isn't shown at all, unless a link in the text uses it.

    Pictures aren't shown within a text: of `![a desk](desk.png)`, readers see the words “a desk”.
    Put the picture into the field `picture`: `picture: desk.png | A desk`.

    Bad:
        lesson: Anyone who hears <b>about it</b> brings the key.

    Good:
        lesson: Anyone who hears **about it** brings the key.
    """
    yield from _refused(markdown(scenario))


@course_rule("AN009", words=True)
def shown_as_plain_text_in_course(subject: Subject) -> Iterator[Finding]:
    """See `shown_as_plain_text`: the same for the texts of course.yml."""
    yield from _refused(course_markdown(subject.course))


@scenario_rule("AN029")
def picture_without_words(scenario: ScenarioFile, _setting: Setting) -> Iterator[Finding]:
    """Nothing says what a picture shows.

    People who can't see it, and outputs without pictures, such as GIFT, need it in words. Write
    after a bar what matters in it, as you would say it on the phone. If nothing matters, because
    the picture only sets the mood, write `decorative: yes`.

    Bad:
        picture: desk.jpg

    Good:
        picture: desk.jpg | A parcel on a reception desk, with a torn label
    """
    for keys, picture in media_in(scenario):
        if isinstance(picture, Picture) and not (picture.alt or picture.decorative):
            message = f"Nothing says what `{picture.file}` shows."
            hint = f"write it after a bar, `{picture.file} | …`; or `decorative: yes` below it"
            yield Finding(keys, message, hint)


@scenario_rule("AN016")
def lesson_repeats_reply(scenario: ScenarioFile, setting: Setting) -> Iterator[Finding]:
    """The lesson says little more than a reply.

    A reply is what to say this time, and the lesson is the rule for next time. If they use the same
    words, learners take away a phrase instead of a rule, and use it where it doesn't fit. A lesson
    counts as a repetition if 80 % of its words are in a reply; a course can set its own limit with
    `similar`.

    Bad:
        accountable: {reply: I am on my way with a spare key., why: Somebody comes.}
        lesson: I am on my way with a spare key.

    Good:
        accountable: {reply: I am on my way with a spare key., why: Somebody comes.}
        lesson: Anyone who hears about it brings the key.
    """
    lesson = Counter(wording.words(scenario.lesson))
    for _, reply in replies(scenario):
        common = (lesson & Counter(wording.words(reply.reply))).total()
        if lesson.total() >= _SHORTEST and 100 * common >= setting.checks.similar * lesson.total():
            hint = "state the rule behind it, so that it works next time, too"
            yield Finding(("lesson",), "The `lesson` repeats a reply.", hint)
            return


@course_rule("AN017")
def near_duplicate(subject: Subject) -> Iterator[Finding]:
    """A scenario uses nearly the same words as another one.

    Learners who meet the same case twice memorise its wording. Change what happens, who the
    customer is, or what makes it hard, or delete one of the two. Situation, replies and lesson are
    compared by their runs of four words; two scenarios are near-duplicates if about 80 % of these
    are the same. A course can set its own limit with `similar`.

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
        message = f"About {share}% of this scenario is also in `{other.id}`."
        hint = "change what happens in it, or delete one of the two"
        yield Finding((), message, hint, one.id)


def _refused(texts: Iterator[tuple[Keys, str]]) -> Iterator[Finding]:
    for keys, text in texts:
        for address in pictures(text) if "![" in text or "<" in text else ():
            message = f"The picture `{address}` won't be shown within a text."
            hint = "move it to the field `picture`: `picture: desk.png | What it shows`"
            yield Finding(keys, message, hint, word=address)
        # Anything refused contains one of these; skip the parsing otherwise, because it is slow.
        if things := refused(text) if "<" in text or "]" in text or "~~" in text else ():
            message = f"Pages and cards show this as plain text: {', '.join(things)}."
            hint = "use Markdown, such as `**bold**` or `[text](https://…)`, or remove it"
            yield Finding(keys, message, hint)
        for label in unused_links(text) if "]:" in text else ():
            message = f"Markdown reads `[{label}]: …` as the address of a link, and shows nothing."
            hint = "write `[words](https://…)` where the link belongs, or remove the brackets"
            yield Finding(keys, message, hint)
