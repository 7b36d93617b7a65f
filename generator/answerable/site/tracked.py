"""What a page tells the script about the scenarios whose progress it shows."""

from __future__ import annotations

from answerable.learning.items import of_scenario
from answerable.model import Scenario


def tracked(scenario: Scenario) -> str:
    """How a page names a scenario to the script, which finds the learner's records by it.

    `id|earlier-id:item=revision,item=revision`, with the items that have a right answer. None of
    the characters between occurs in an id; entries for several scenarios are joined by spaces.
    """
    names = "|".join((scenario.id, *scenario.aliases))
    items = ",".join(f"{one.id}={one.revision}" for one in of_scenario(scenario) if one.gradable)
    return f"{names}:{items}"
