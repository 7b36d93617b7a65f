"""Define what an author may write in a dialogue of several turns."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from typing import Literal

from pydantic import Field

from answerable.model.film import Film
from answerable.model.picture import Picture
from answerable.model.scalars import Frozen, Id, Markdown
from answerable.model.sound import Sound


class DialogueChoice(Frozen):
    """One thing the agent may say in a turn."""

    reply: Markdown = Field(
        description="The words of the reply.",
        examples=["I’m looking for it right now."],
    )
    why: Markdown | None = Field(
        None,
        description="What this reply does to the other person.",
        examples=["She can stop looking herself."],
    )
    quality: Literal["accountable", "weak", "poor"] = Field(
        description="How good it is. weak: well meant, but something is missing.",
        examples=["accountable"],
    )
    next: Id | None = Field(
        None,
        description="Id of the next turn. Default: the turn below this one.",
        examples=["calmer"],
    )


class Turn(Frozen):
    """What the customer says, and what the agent may say then; or how the talk ends."""

    id: Id = Field(
        description="A name that is unique within the dialogue. Never change it after publishing.",
        examples=["start"],
    )
    customer: Markdown = Field(
        description="What the other person says or does.", examples=["Where is my parcel?"]
    )
    picture: Picture | None = Field(
        None, description="A picture with it.", examples=["door.jpg | An empty doorstep"]
    )
    audio: Sound | None = Field(
        None, description="A recording of it.", examples=["where.mp3 | Where is my parcel?"]
    )
    video: Film | None = Field(
        None,
        description="A film of it.",
        examples=["where.mp4 | where.vtt | A customer at the counter: “Where is my parcel?”"],
    )
    choices: tuple[DialogueChoice, ...] = Field(
        (),
        max_length=5,
        description="What can be replied. A turn that ends the conversation has none.",
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
        description="Only in a turn that ends the conversation: how it went.",
        examples=["good"],
    )
    outcome: Markdown | None = Field(
        None,
        description="Only in a turn that ends the conversation: what happened in the end.",
        examples=["The parcel is there by six."],
    )


def followers(turns: Sequence[Turn]) -> dict[str, tuple[str | None, ...]]:
    """Return the turns that each turn's choices lead to: the named one, or the next one below; None
    if there is no turn below.
    """
    below = [turn.id for turn in turns[1:]]
    return {
        turn.id: tuple(choice.next or following for choice in turn.choices)
        for turn, following in zip_longest(turns, below)
    }
