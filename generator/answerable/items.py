"""Scenario -> assessment items: what a learner answers, made without further authoring."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Literal

from answerable.model import Reply, Scenario

Quality = Literal["accountable", "weak", "poor"]

WHICH_REPLY = "which-reply"
"""Id of the item that every scenario has."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One reply to choose from. `id` is short and says nothing about `quality`."""

    id: str
    quality: Quality
    reply: Reply

    @property
    def right(self) -> bool:
        return self.quality == "accountable"


@dataclass(frozen=True, slots=True)
class ChoiceItem:
    """“Which reply is accountable?” `revision` changes whenever a learner would see other words."""

    id: str
    choices: tuple[Choice, ...]
    revision: str


def which_reply(scenario: Scenario) -> ChoiceItem:
    """The item made from the replies of one scenario.

    Choices stand in the order of their ids. An id is a hash of the scenario's id and the reply's
    role: it survives edits of the text, and over a course it puts the right reply in every place
    about equally often.
    """
    replies: list[tuple[str, Quality, Reply]] = [
        ("accountable", "accountable", scenario.accountable),
        ("not-accountable", "poor", scenario.not_accountable),
    ]
    for number, other in enumerate(scenario.other_replies, start=1):
        replies.append((f"other-{number}", other.quality, other))
    choices = sorted(
        (
            Choice(_short_hash(scenario.id, WHICH_REPLY, role), quality, reply)
            for role, quality, reply in replies
        ),
        key=lambda choice: choice.id,
    )
    seen = [scenario.situation, *([c.id, c.reply.reply, c.reply.why] for c in choices)]
    revision = _short_hash(json.dumps(seen, ensure_ascii=False))
    return ChoiceItem(WHICH_REPLY, tuple(choices), revision)


def _short_hash(*parts: str) -> str:
    # 32 bits: within one item, at most five ids must differ.
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:8]
