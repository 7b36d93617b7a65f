"""Define labels: an author's words for the topic of a course, a module or a scenario."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from pydantic import Field, StringConstraints

from answerable.i18n import Terminology
from answerable.i18n.terminology import Role, known_words
from answerable.model.scalars import Frozen, Line

FORM_PATTERN = r"^[^<>&%{}\"\\\r\n]*$"
"""Forms are inserted into sentences, which may be HTML or have gaps."""

Form = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=80, pattern=FORM_PATTERN),
]


def _choices(role: Role) -> str:
    return ", ".join(known_words(role))


class Labels(Frozen):
    """What a course calls its verdicts and its people. The nearest label counts: the scenario’s,
    then the module’s, then the course’s.
    """

    person: Line | None = Field(
        None,
        description=f"Whom one speaks with: {_choices('person')}, or a word from `label_words`.",
        examples=["patient"],
    )
    actor: Line | None = Field(
        None,
        description="Who replies: one of the same words, such as nurse or team leader.",
        examples=["nurse"],
    )
    verdicts: Line | None = Field(
        None,
        description=f"What the good reply is: {_choices('verdicts')}, or a word from "
        "`label_words`.",
        examples=["safe"],
    )
    lesson: Line | None = Field(
        None,
        description=f"What the lesson is called: {_choices('lesson')}, or a word from "
        "`label_words`.",
        examples=["rule"],
    )
    excuse: Line | None = Field(
        None,
        description="What the thought behind the poor reply is called: "
        f"{_choices('excuse')}, or a word from `label_words`.",
        examples=["objection"],
    )
    question: Line | None = Field(
        None,
        description="The question about the replies. Default: “Which reply is safe?”, with the "
        "verdict’s word.",
        examples=["Which reply keeps everybody safe?"],
    )
    instruction: Line | None = Field(
        None,
        description="The sentence that asks to choose a reply.",
        examples=["Choose the reply after which you would still go up the ladder."],
    )


class LabelWord(Frozen):
    """A word of your own for a label, in all the forms that sentences need. Which forms those are
    depends on the language; a missing one is reported.
    """

    one: Form | None = Field(
        None, description="One of them, as in a heading.", examples=["climber"]
    )
    the: Form | None = Field(
        None,
        description="With its article, as the subject of a sentence; not needed in English.",
        examples=["die Kletterin oder der Kletterer"],
    )
    dative: Form | None = Field(
        None,
        description="In German: with its article, after “mit”. Only for people.",
        examples=["der Kletterin oder dem Kletterer"],
    )
    many: Form | None = Field(
        None, description="Several of them, without an article.", examples=["climbers"]
    )
    right: Form | None = Field(
        None, description="The verdict on the good reply.", examples=["kind"]
    )
    wrong: Form | None = Field(
        None, description="The verdict on the poor reply.", examples=["not kind"]
    )
    which: Form | None = Field(
        None,
        description="What follows after “Which reply”: a verb, or “is” with the verdict.",
        examples=["is kind"],
    )
    choose: Form | None = Field(
        None,
        description="The sentence that asks to choose a reply; not needed.",
        examples=["Choose the kind reply."],
    )

    @property
    def forms(self) -> dict[str, str]:
        """The forms that the author gave, each by its name."""
        return {name: form for name, form in self if form}


def with_labels(terms: Terminology, labels: Labels | None) -> Terminology:
    """The words to use where `labels` are nearer than those that gave `terms`."""
    return replace(terms, **{name: word for name, word in labels or () if word})
