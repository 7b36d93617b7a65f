"""Scenario -> its dialogue as a learner walks through it: turns, replies, and where each leads."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from answerable.items.item import revision_of, short_hash
from answerable.items.shapes import Quality
from answerable.model import Scenario
from answerable.model.dialogue import followers

DIALOGUE = "dialogue"
"""Id under which the path that a learner took is kept."""


@dataclass(frozen=True, slots=True)
class DialogueReply:
    """One thing the agent may say. `holds` is false where the next turn is elsewhere."""

    id: str
    reply: str
    why: str | None
    quality: Quality
    next: str
    holds: bool


@dataclass(frozen=True, slots=True)
class DialogueTurn:
    """What the customer says, and what the agent may say then; or how the talk ends."""

    id: str
    customer: str
    replies: tuple[DialogueReply, ...]
    ending: str | None
    outcome: str | None


@dataclass(frozen=True, slots=True)
class Dialogue:
    """All turns by their ids. `revision` changes whenever a learner would see other words."""

    revision: str
    start: str
    turns: dict[str, DialogueTurn]


def dialogue_of(scenario: Scenario) -> Dialogue | None:
    """The dialogue of a scenario, if it has one.

    Replies are in the order of their ids, which are hashes and say nothing about them. Every
    turn is inside the first reply that leads to it, nearest to the start; so a page can show
    all turns as nested parts, each of them once, however often ways meet or lead back.
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
            if target  # a course in which a choice leads nowhere is not loaded
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
            turn.id, turn.customer, tuple(placed), turn.ending, turn.outcome
        )
    revision = revision_of([turn.model_dump(mode="json") for turn in scenario.original.dialogue])
    return Dialogue(revision, start, turns)
