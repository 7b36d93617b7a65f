"""Scenario -> its items: the one that every scenario has, and those that its author has written."""

from __future__ import annotations

from dataclasses import replace

from answerable.items.choice.item import ChoiceItem
from answerable.items.item import Item, by_id, revision_of, short_hash
from answerable.items.shapes import Choice, Quality
from answerable.model import Reply, Scenario

MadeItem = ChoiceItem
"""The type of items that are made automatically."""

WHICH_REPLY = "which-reply"
"""The id of the item that every scenario has."""


def of_scenario(scenario: Scenario) -> tuple[Item, ...]:
    """All items of a scenario: first the automatic one, then those that its author has written.

    A translation's items have the original's revisions, so that an answer in one language counts in
    the others.
    """
    written = (one.item(scenario.first_id, scenario) for one in scenario.items)
    items = (which_reply(scenario), *written)
    if scenario.original is scenario:
        return items
    originals = of_scenario(scenario.original)
    return tuple(
        replace(item, revision=original.revision)
        for item, original in zip(items, originals, strict=True)
    )


def which_reply(scenario: Scenario) -> MadeItem:
    """The item made from the replies of one scenario.

    Choices are in the order of their ids. An id is a hash of the scenario's first id and the
    reply's role: it survives edits and renaming, and over a course the right reply is in every
    position about equally often.
    """
    replies: list[tuple[str, Quality, Reply]] = [
        ("accountable", "accountable", scenario.accountable),
        ("not-accountable", "poor", scenario.not_accountable),
    ]
    for number, other in enumerate(scenario.other_replies, start=1):
        replies.append((f"other-{number}", other.quality, other))
    choices = by_id(
        Choice(
            id=short_hash(scenario.first_id, WHICH_REPLY, role),
            text=reply.reply,
            right=quality == "accountable",
            why=reply.why,
            quality=quality,
            picture=scenario.illustration(reply.picture),
            played=scenario.played(reply.audio, reply.video),
        )
        for role, quality, reply in replies
    )
    return MadeItem(
        WHICH_REPLY,
        revision_of(scenario.situation, *([c.id, c.text, c.why] for c in choices)),
        scenario.words.labels["instruction"],
        choices,
        of_replies=True,
    )
