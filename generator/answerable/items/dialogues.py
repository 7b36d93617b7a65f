"""Scenario -> its dialogue as a learner goes through it: turns, replies, and where each leads."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from answerable.items.exercise import MEDIA
from answerable.items.item import revision_of, short_hash
from answerable.items.shapes import Quality
from answerable.model import Scenario
from answerable.model.dialogue import followers
from answerable.model.media import Playable
from answerable.model.picture import Illustration

DIALOGUE = "dialogue"
"""The id under which a learner's path through the dialogue is stored."""


@dataclass(frozen=True, slots=True)
class DialogueReply:
    """One reply. `holds`: whether a page shows the next turn inside this reply."""

    id: str
    reply: str
    why: str | None
    quality: Quality
    next: str
    holds: bool


@dataclass(frozen=True, slots=True)
class DialogueTurn:
    """What the customer says and the possible replies, or how the conversation ends."""

    id: str
    customer: str
    replies: tuple[DialogueReply, ...]
    ending: str | None
    outcome: str | None
    picture: Illustration | None
    played: tuple[Playable, ...]


@dataclass(frozen=True, slots=True)
class Dialogue:
    """All turns by their ids. `revision` changes whenever learners would see different words."""

    revision: str
    start: str
    turns: dict[str, DialogueTurn]


def dialogue_of(scenario: Scenario) -> Dialogue | None:
    """The dialogue of a scenario, if it has one.

    Replies are in the order of their ids, which are hashes and reveal nothing. Every turn is inside
    the first reply that leads to it, counting from the start; so a page can show all turns nested,
    each of them once, even if paths join or loop.
    """
    if not scenario.dialogue:
        return None
    following = followers(scenario.dialogue)
    written = {turn.id: turn for turn in scenario.dialogue}
    start = scenario.dialogue[0].id
    turns: dict[str, DialogueTurn] = {}
    seen = {start}
    waiting = deque([start])
    while waiting:
        turn = written[waiting.popleft()]
        replies = [
            (short_hash(scenario.first_id, DIALOGUE, turn.id, str(number)), choice, target)
            for number, (choice, target) in enumerate(
                zip(turn.choices, following[turn.id], strict=True), start=1
            )
            if target  # always there: the checks refuse unknown targets
        ]
        placed = []
        for name, choice, target in sorted(replies, key=lambda reply: reply[0]):
            if holds := target not in seen:
                seen.add(target)
                waiting.append(target)
            placed.append(
                DialogueReply(name, choice.reply, choice.why, choice.quality, target, holds)
            )
        turns[turn.id] = DialogueTurn(
            turn.id,
            turn.customer,
            tuple(placed),
            turn.ending,
            turn.outcome,
            scenario.illustration(turn.picture),
            scenario.played(turn.audio, turn.video),
        )
    turns_in_original = scenario.original.dialogue
    revision = revision_of(
        [turn.model_dump(mode="json", exclude=set(MEDIA)) for turn in turns_in_original]
    )
    return Dialogue(revision, start, turns)
