"""The table of item types. To add a type, add its folder, and name it here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, TypeAlias, get_args

from pydantic import Field

from answerable.items.choice import ChoiceExercise
from answerable.items.exercise import Exercise, Fields
from answerable.items.fill import FillExercise
from answerable.items.free import FreeExercise
from answerable.items.match import MatchExercise
from answerable.items.multiple import MultipleExercise
from answerable.items.order import OrderExercise
from answerable.items.sort import SortExercise
from answerable.items.spot import SpotExercise

if TYPE_CHECKING:
    from answerable.items.shapes import Shape

AnyExercise: TypeAlias = (
    ChoiceExercise
    | MultipleExercise
    | SortExercise
    | OrderExercise
    | MatchExercise
    | FillExercise
    | FreeExercise
    | SpotExercise
)

Written: TypeAlias = Annotated[AnyExercise, Field(discriminator="type")]
"""An entry of `items` in a scenario file."""

TYPES: dict[str, type[Exercise]] = {
    get_args(one.model_fields["type"].annotation)[0]: one for one in get_args(AnyExercise)
}
"""The types by name."""


def fields_of(question: str, shape: Shape) -> Fields:
    """The fields of an item, without its id, for a question from another program.

    If several types can represent it, the last one in the table is used: it is more specific.
    """
    found = ((name, one.fields_of(question, shape)) for name, one in reversed(TYPES.items()))
    return next({"type": name} | fields for name, fields in found if fields is not None)


UNORDERED = frozenset[str]().union(*(one.unordered for one in TYPES.values()))
"""Fields of exercises with lists whose order has no meaning."""
