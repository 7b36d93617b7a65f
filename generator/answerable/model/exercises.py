"""What a scenario may have beyond its replies: further items, and a dialogue.

An item is one of a closed set of types, told apart by its field `type`:

    items:
      - id: first-words
        type: choice            # one right choice
        question: Which first sentence owns the problem?
        choices:
          - text: I’ll find out where it is.
            right: yes
            why: Somebody is looking now.
          - text: That is the courier’s part.
            why: The customer is alone with it.

`multiple` has several right choices, `sort` replies to sort into accountable and not accountable,
`order` steps in their right order, `match` pairs of an excuse and the lesson that answers it,
`fill` a phrase with blanks, `free` a model answer and a checklist for the learner's own words.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from answerable.model.scalars import Frozen, Id, Line, Markdown, Shorthand, YesNo

BLANK = "___"
"""How a gap is written in the phrase of a `fill` item."""

_WHY = "Why, in a sentence. Shown as feedback."


class Choice(Shorthand):
    """One thing to choose."""

    shorthand = "text"

    text: Markdown = Field(
        description="The words of the choice.", examples=["I’ll find out where it is."]
    )
    right: YesNo = Field(False, description="yes if it is right.", examples=["yes"])
    why: Markdown | None = Field(None, description=_WHY, examples=["Somebody is looking now."])


class SortedReply(Shorthand):
    """One reply to sort."""

    shorthand = "reply"

    reply: Markdown = Field(
        description="The words the agent says or writes.",
        examples=["I’ll call you by four, with or without news."],
    )
    accountable: YesNo = Field(
        False, description="yes if the reply owns the issue.", examples=["yes"]
    )
    why: Markdown | None = Field(None, description=_WHY, examples=["A time, and a person."])


class Step(Shorthand):
    """One step of an order."""

    shorthand = "text"

    text: Markdown = Field(description="What to do.", examples=["Call the courier."])
    why: Markdown | None = Field(
        None, description="Why it stands at this place.", examples=["It is the quickest way."]
    )


class Pair(Frozen):
    """An excuse, and the lesson that answers it."""

    excuse: Markdown = Field(description="What is said.", examples=["Not my department."])
    lesson: Markdown = Field(
        description="The lesson that answers it.",
        examples=["The call that reached you is yours."],
    )
    why: Markdown | None = Field(None, description=_WHY, examples=["Customers see one business."])


class Blank(Shorthand):
    """One gap of a phrase."""

    shorthand = "accept"

    accept: tuple[Line, ...] = Field(
        min_length=1,
        max_length=12,
        description="All answers that count as right; the first one is shown. Capital letters, "
        "spaces, kinds of quotation marks and a mark at the end make no difference.",
        examples=[["by four", "by 4"]],
    )
    why: Markdown | None = Field(None, description=_WHY, examples=["A time can be kept."])


class _Exercise(Frozen):
    id: Id = Field(
        description="A name of its own within the scenario. Saved answers hang on it: never "
        "change it after publishing.",
        examples=["first-words"],
    )
    type: str
    question: Markdown = Field(
        description="What is asked.", examples=["Which first sentence owns the problem?"]
    )
    hints: tuple[Markdown, ...] = Field(
        (),
        max_length=5,
        description="Hints, shown one by one on request.",
        examples=[["Who acts next?", "Which sentence names a time?"]],
    )


_CHOICES = [
    [
        {"text": "I’ll find out where it is.", "right": "yes", "why": "Somebody is looking."},
        {"text": "Ask the courier.", "why": "The customer is alone with it."},
    ]
]


class ChoiceExercise(_Exercise):
    """One right choice among several."""

    type: Literal["choice"] = Field(description="One right choice.", examples=["choice"])
    choices: tuple[Choice, ...] = Field(
        min_length=2,
        max_length=8,
        description="What can be chosen; exactly one has `right: yes`.",
        examples=_CHOICES,
    )


class MultipleExercise(_Exercise):
    """Several choices, of which one or more are right."""

    type: Literal["multiple"] = Field(
        description="One or more right choices.", examples=["multiple"]
    )
    choices: tuple[Choice, ...] = Field(
        min_length=2,
        max_length=8,
        description="What can be ticked; at least one has `right: yes`.",
        examples=_CHOICES,
    )


class SortExercise(_Exercise):
    """Replies to sort into accountable and not accountable."""

    type: Literal["sort"] = Field(
        description="Sort replies into accountable and not accountable.", examples=["sort"]
    )
    replies: tuple[SortedReply, ...] = Field(
        min_length=2,
        max_length=8,
        description="The replies; at least one of each kind.",
        examples=[
            [
                {"reply": "I’ll call by four.", "accountable": "yes", "why": "A time."},
                {"reply": "Somebody will call.", "why": "Who, and when?"},
            ]
        ],
    )


class OrderExercise(_Exercise):
    """Steps to put in order."""

    type: Literal["order"] = Field(description="Put steps in order.", examples=["order"])
    steps: tuple[Step, ...] = Field(
        min_length=2,
        max_length=8,
        description="The steps in their right order, the best or first one first.",
        examples=[
            [
                {"text": "Call the courier.", "why": "It may be there in an hour."},
                {"text": "Send a new one.", "why": "Only when the first is lost."},
            ]
        ],
    )


class MatchExercise(_Exercise):
    """Excuses to match with the lessons that answer them."""

    type: Literal["match"] = Field(description="Match excuses with lessons.", examples=["match"])
    pairs: tuple[Pair, ...] = Field(
        min_length=2,
        max_length=8,
        description="Each excuse with the lesson that answers it.",
        examples=[
            [
                {"excuse": "Not my department.", "lesson": "The call is yours.", "why": "So."},
                {"excuse": "I passed it on.", "lesson": "Stay until it is done.", "why": "So."},
            ]
        ],
    )


class FillExercise(_Exercise):
    """A phrase with gaps."""

    type: Literal["fill"] = Field(description="Fill in a phrase.", examples=["fill"])
    phrase: Line = Field(
        description=f"The phrase, with {BLANK} for each gap.",
        examples=[f"I’ll call you {BLANK} four, with or {BLANK} news."],
    )
    blanks: tuple[Blank, ...] = Field(
        min_length=1,
        max_length=6,
        description="One entry for each gap, in the order of the phrase.",
        examples=[[{"accept": ["before", "by"], "why": "A time."}, {"accept": ["without"]}]],
    )


class FreeExercise(_Exercise):
    """The learner's own words, compared with a model answer by a checklist."""

    type: Literal["free"] = Field(
        description="Own words, compared with a model answer.", examples=["free"]
    )
    answer: Markdown = Field(
        description="A model answer.", examples=["I’ll look into it and call you by four."]
    )
    checklist: tuple[Line, ...] = Field(
        min_length=1,
        max_length=8,
        description="What the learner looks for in their own words.",
        examples=[["I say what I’ll do myself.", "I name a time."]],
    )


Exercise: TypeAlias = Annotated[
    ChoiceExercise
    | MultipleExercise
    | SortExercise
    | OrderExercise
    | MatchExercise
    | FillExercise
    | FreeExercise,
    Field(discriminator="type"),
]


class DialogueChoice(Frozen):
    """One thing the agent may say in a turn."""

    reply: Markdown = Field(
        description="The words the agent says or writes.",
        examples=["I’m looking for it right now."],
    )
    why: Markdown | None = Field(
        None,
        description="What this reply does to the customer.",
        examples=["She can stop looking herself."],
    )
    quality: Literal["accountable", "weak", "poor"] = Field(
        description="accountable; weak: well meant, yet something is missing; poor: not "
        "accountable.",
        examples=["accountable"],
    )
    next: Id | None = Field(
        None,
        description="Id of the turn that follows. Without it: the turn below this one.",
        examples=["calmer"],
    )


class Turn(Frozen):
    """What the customer says, and what the agent may say then; or how the talk ends."""

    id: Id = Field(
        description="A name of its own within the dialogue. Never change it after publishing.",
        examples=["start"],
    )
    customer: Markdown = Field(
        description="What the customer says or does.", examples=["Where is my parcel?"]
    )
    choices: tuple[DialogueChoice, ...] = Field(
        (),
        max_length=5,
        description="What the agent may say. A turn that ends the talk has none.",
        examples=[
            [
                {
                    "reply": "I’m looking for it right now.",
                    "why": "She can stop looking herself.",
                    "quality": "accountable",
                    "next": "calmer",
                },
                {
                    "reply": "Please ask the courier.",
                    "why": "She is alone with it.",
                    "quality": "poor",
                    "next": "angry",
                },
            ]
        ],
    )
    ending: Literal["good", "mixed", "poor"] | None = Field(
        None,
        description="Only in a turn that ends the talk: how it has gone for the customer.",
        examples=["good"],
    )
    outcome: Markdown | None = Field(
        None,
        description="Only in a turn that ends the talk: what has become of it.",
        examples=["The parcel is there by six."],
    )


def followers(turns: Sequence[Turn]) -> dict[str, tuple[str | None, ...]]:
    """For each turn, the turn that each of its choices leads to; None: there is no turn below."""
    below = [turn.id for turn in turns[1:]]
    return {
        turn.id: tuple(choice.next or following for choice in turn.choices)
        for turn, following in zip_longest(turns, below)
    }
