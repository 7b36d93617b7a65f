"""Rules about language: how hard texts are to read, spelling, and words that exclude people."""

from __future__ import annotations

import re
from collections.abc import Iterator

from answerable.checks import dictionary, readability, vocabulary
from answerable.checks.parts import plain_prose
from answerable.checks.rule import Finding, Setting, scenario_rule
from answerable.diagnostics import Severity
from answerable.i18n import root
from answerable.model import ScenarioFile

_ENOUGH = 100
"""AN019: the number of words needed to measure a reading level."""


@scenario_rule("AN019", Severity.NOTE)
def hard_to_read(scenario: ScenarioFile, setting: Setting) -> Iterator[Finding]:
    """The texts of a scenario are hard to read.

    Learners read on a phone, between two customers, and often in their second language. The measure
    is the Flesch reading ease, in the version for the course's language (English, German, French,
    Spanish, Italian or Dutch): long sentences and long words lower it. 100 is very easy, 60 is
    plain, 30 is for specialists. The limit is 50; a course can set its own with `reading_ease`.
    Scenarios of fewer than a hundred words are not measured.

    Bad:
        situation: >-
          Notwithstanding repeated notification of the responsible administrative department
          regarding unsatisfactory accessibility of accommodation facilities during meteorologically
          unfavourable circumstances, a significant proportion of international customers
          experiences considerable inconvenience attributable to insufficient availability of
          appropriately qualified representatives, notwithstanding contractual obligations
          concerning uninterrupted availability of adequate replacement identification instruments,
          the organisational responsibility for which remains unfortunately unclarified,
          notwithstanding interdepartmental communication initiatives concerning accountability,
          responsibility, sustainability, customer satisfaction and continuous improvement, and
          notwithstanding recommendations formulated by independent international consultants
          regarding organisational effectiveness and institutional transparency in hospitality.

    Good:
        situation: >-
          A guest stands in the rain before a locked door. She has two bags and a tired child with
          her. The last bus has left. She calls the number on the door, and you pick up the
          phone. You are at home, ten minutes away. Your colleague at the desk should have been
          there, and you do not know where he is. The guest asks what she should do now. She is
          polite, but you can hear that she is cold. There is a spare key in the drawer of the
          desk, and you have the key to the back door in your coat.
    """
    prose = plain_prose(scenario)
    if len(prose.words) < _ENOUGH:
        return
    sentences = readability.sentences(prose.text)
    ease = readability.reading_ease(prose.words, sentences, setting.language)
    if ease is not None and ease < setting.checks.reading_ease:
        message = (
            f"This scenario is hard to read: its reading ease is {ease:.0f}, and the course asks "
            f"for {setting.checks.reading_ease} or more."
        )
        yield Finding(("situation",), message, "use shorter sentences and shorter words")


@scenario_rule("AN026", Severity.NOTE)
def misspelled(scenario: ScenarioFile, setting: Setting) -> Iterator[Finding]:
    """A word is neither in the dictionary nor in the course's own word list.

    The rule applies if there is a file `words.txt` next to course.yml. It lists names and terms
    that are right in this course, one per line; it may be empty. The dictionaries are those of
    pyspellchecker (Arabic, Dutch, English, French, German, Italian, Portuguese, Russian and
    Spanish); British spelling is accepted in English courses, and compounds in German and Dutch.

    Bad:
        # words.txt
        gazpacho
        # a.yml
        lesson: Anyone who heears about the gazpacho brings a spoon.

    Good:
        # words.txt
        gazpacho
        # a.yml
        lesson: Anyone who hears about the gazpacho brings a spoon.
    """
    if setting.words is None:
        return
    prose = plain_prose(scenario)
    if dictionary.are_right(prose.words, setting.language, setting.words):
        return  # Nearly always: checking all texts at once is cheaper than checking each.
    found = [
        (keys, word)
        for keys, text in prose.parts
        for word in dictionary.unknown(text, setting.language, setting.words)
    ]
    different = {word.lower() for word in prose.words}
    if len({word.lower() for _, word in found}) > len(different) * _ANOTHER_LANGUAGE:
        message = f"Hardly any words are in the dictionary for the language `{setting.language}`."
        hint = "if this is another language, name it in course.yml, for example: `language: de`"
        yield Finding(("situation",), message, hint)
        return
    for keys, word in found:
        hint = "correct it, or add it to words.txt next to course.yml"
        if suggestions := dictionary.suggestions(word, setting.language):
            hint = f"did you mean {suggestions}? If not, add it to words.txt next to course.yml"
        yield Finding(keys, f"“{word}” is not in the dictionary.", hint, word=word)


_ANOTHER_LANGUAGE = 0.5
"""If a larger share of words isn't in the dictionary, a text is in another language. The share is
0.01 in the shipped course, and 0.5 to 0.9 if its texts are checked with another language's
dictionary.
"""


@scenario_rule("AN027", Severity.NOTE)
def excluding_word(scenario: ScenarioFile, setting: Setting) -> Iterator[Finding]:
    """A word excludes people or may hurt them, and there is a better one.

    Learners and customers are all kinds of people. The rule knows a small number of words in
    English, German, French and Spanish on which style guides agree. If a customer in a scenario has
    to talk like that, add `# answerable: ignore[AN027]` with the reason.

    Bad:
        lesson: Ask the chairman for the manpower.

    Good:
        lesson: Ask the chair for the staff.
    """
    words = vocabulary.EXCLUDING.get(root(setting.language), {})
    prose = plain_prose(scenario)
    if prose.pieces.isdisjoint(vocabulary.longest_words(tuple(words))):
        return
    for keys, text in prose.parts:
        for match in vocabulary.found(text, words):
            term = re.sub(r"[\s-]+", " ", match.group()).lower().replace("'", "’")
            message = f"“{match.group()}” may exclude or hurt people."
            hint = f"say “{words[term]}”, for example"
            yield Finding(keys, message, hint, word=match.group())
