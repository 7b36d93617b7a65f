"""Replace what takes long by fakes, in tests of everything around it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import ModuleType, SimpleNamespace

from answerable.build import handouts
from answerable.handouts.cards.render import CardPicture
from answerable.handouts.kit import Kit
from answerable.model import Course, Scenario

Put = Callable[[ModuleType, str, object], None]
"""Sets an attribute of a module, such as `monkeypatch.setattr`."""

_PAGE = "<!doctype html><title>Made up</title>"


def replace_handouts(put: Put) -> None:
    """Let a build make no handouts."""
    picture = CardPicture(svg=b"svg", alt="A card", width=4, height=3)
    replace_print(put)
    put(handouts, "make_picture", lambda *_, **__: picture)
    put(handouts, "make_slides", lambda *_, **__: _PAGE)


def replace_print(put: Put) -> None:
    """Let a build print nothing: each deck is a list of the titles of its scenarios."""

    def make_deck(
        name: str, course: Course, scenarios: Sequence[Scenario], *_: object, **__: object
    ) -> SimpleNamespace:
        titles = "\n".join(scenario.title for scenario in scenarios)
        return SimpleNamespace(pdf=titles.encode(), html=_PAGE, faces=(), left_out=())

    put(handouts, "make_deck", make_deck)
    put(handouts, "make_kit", lambda *_, **__: Kit((), b"svg"))
    put(handouts, "kept_value", lambda _kind, _made_from, make: make())
