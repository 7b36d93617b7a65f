"""Find labels whose words aren't known, and words of an author's own that lack forms."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from answerable.diagnostics import Diagnostic, Severity
from answerable.i18n import Terminology, interface_language
from answerable.i18n.terminology import (
    KINDS,
    OwnWords,
    Role,
    forms_of,
    known_words,
    missing_forms,
)
from answerable.model import Labels, LabelWord
from answerable.model.scalars import is_placeholder
from answerable.source.read.names import closest
from answerable.source.read.positions import Keys, Source
from answerable.source.read.quoting import scalar


class Labelled(NamedTuple):
    """Labels, and where they are."""

    labels: Labels
    source: Source
    keys: Keys


def wrong_labels(found: Iterable[Labelled], words: Mapping[str, LabelWord]) -> Iterator[Diagnostic]:
    """Yield an error for each label with a word that is neither known nor one of `words`."""
    for labels, source, keys in found:
        for role in KINDS:
            word = getattr(labels, role)
            if word and word not in words and word not in known_words(role):
                yield _unknown(role, word, source, keys)


def _unknown(role: Role, word: str, source: Source, keys: Keys) -> Diagnostic:
    known = known_words(role)
    meant = closest(word, known)
    rows = "".join(f"\n      {name}: …" for name in missing_forms(role, {}, "en"))
    hint = (
        (f"did you mean `{meant}`?\n" if meant else "")
        + f"known words: {', '.join(known)}\n"
        + "for a word of your own, write its forms in course.yml:\n"
        + f"  label_words:\n    {scalar(word)}:{rows}"
    )
    message = f"`{role}` can't be “{word}”, which isn't among the known words."
    where = source.at(*keys, role)
    return Diagnostic("AN345", Severity.ERROR, message, where, hint)


def incomplete_words(
    found: Iterable[Labelled],
    own: Collection[str],
    words: Mapping[str, LabelWord],
    language: str,
    source: Source,
) -> Iterator[Diagnostic]:
    """Yield an error for each of the course's `own` words that lacks forms which the interface
    needs in a language. `words` are from `source`.
    """
    spoken = interface_language(language)
    used = {(role, getattr(labels, role)) for labels, *_ in found for role in KINDS}
    for role, word in sorted(one for one in used if one[1] in own):
        given = words.get(word, LabelWord())
        missing = missing_forms(role, forms(given), spoken)
        if missing:
            yield _incomplete(role, word, missing, spoken, source)


def translated_words(
    used: Iterable[Labels | Terminology],
    original: OwnWords,
    words: Mapping[str, LabelWord],
    language: str,
) -> OwnWords:
    """A course's own words in a translation. A word without any form in `words` isn't translated
    yet, and has the original's forms under the names of those that the language needs.
    """
    found = {name: forms(word) for name, word in words.items()}
    needed = needed_forms(used, original, language)
    for name, given in original:
        if name in needed and not found.get(name):
            known = dict(given)
            other = known.get("one") or known.get("the", "")
            found[name] = {form: known.get(form, other) for form in needed[name]}
    return tuple((name, tuple(given.items())) for name, given in found.items())


def needed_forms(
    used: Iterable[Labels | Terminology], own: OwnWords, language: str
) -> dict[str, tuple[str, ...]]:
    """The forms that the interface in a language needs of each of a course's own words, as far as
    the words are used.
    """
    names = [name for name, _ in own]
    roles = {
        (role, word) for one in used for role in KINDS if (word := getattr(one, role)) in names
    }
    found: dict[str, tuple[str, ...]] = {}
    for role, word in sorted(roles):
        needed = missing_forms(role, {}, interface_language(language))
        found[word] = tuple(dict.fromkeys((*found.get(word, ()), *needed)))
    return found


def _incomplete(
    role: Role, word: str, missing: tuple[str, ...], language: str, source: Source
) -> Diagnostic:
    like = known_words(role)[0]
    example = forms_of(role, like, language)
    listed = ", ".join(f"`{name}`" for name in missing)
    rows = "".join(f"\n    {name}: {scalar(example[name])}" for name in missing)
    message = f"The word “{word}” lacks forms that sentences in `{language}` need: {listed}."
    hint = f"add them to the word; for “{like}” they are:\n  {scalar(like)}:{rows}"
    where = source.key("label_words", word)
    return Diagnostic("AN346", Severity.ERROR, message, where, hint)


def forms(word: LabelWord) -> dict[str, str]:
    """The forms of a word that are written, not only kept a place for."""
    return {name: form for name, form in word.forms.items() if not is_placeholder(form)}


def as_own(words: Mapping[str, LabelWord]) -> OwnWords:
    """A course's own words as part of its terminology."""
    return tuple((name, tuple(forms(word).items())) for name, word in words.items())


def in_language(terms: Terminology, own: OwnWords, texts: Mapping[str, str]) -> Terminology:
    """The terminology of a translation: the own words with their forms in its language, and the
    question and the instruction as `texts` translates them.
    """
    question, instruction = (
        text and texts.get(text, text) for text in (terms.question, terms.instruction)
    )
    return replace(terms, own=own, question=question, instruction=instruction)
