"""What a page tells the script: whose progress it shows, and which items a quiz may ask."""

from __future__ import annotations

from collections.abc import Sequence

from answerable.items.pool import PooledItem
from answerable.model import Scenario


def names(scenario: Scenario) -> str:
    """A scenario's ids, the current one first: `id|earlier-id`."""
    return "|".join((scenario.id, *scenario.aliases))


def tracked(scenario: Scenario, pooled: Sequence[PooledItem]) -> str:
    """How a page names a scenario to the script, which then finds the learner's records.

    `id|earlier-id:item=revision,item=revision+derived+derived`: the scenario's own items with a
    score, then the derived ones, which only quizzes and the review ask. None of the separators
    occurs in an id; entries for several scenarios are joined by spaces.
    """
    own = ",".join(f"{one.item.id}={one.item.revision}" for one in pooled if not one.derived)
    derived = (one.item.id for one in pooled if one.derived)
    return "+".join((f"{names(scenario)}:{own}", *derived))


def candidates(pooled: Sequence[PooledItem]) -> str:
    """How a quiz's page names the items of one scenario that it may draw.

    `item:revision:chance:reply,reply`, joined by spaces: the chance of guessing it right, and the
    scenarios whose replies it shows.
    """
    return " ".join(
        f"{one.item.id}:{one.item.revision}:{one.item.chance:.4f}:{','.join(one.replies)}"
        for one in pooled
    )
