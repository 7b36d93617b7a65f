"""What Typst cannot set is told, whatever way it fails."""

from __future__ import annotations

from typing import Any

import pytest
import typst

from answerable.handouts.cards.make import make_deck
from answerable.handouts.cards.options import CardOptions, plan
from answerable.handouts.typeset.typesetting import Document, PrintError, Typesetter
from tests.support.courses import course, scenario


class PanicException(BaseException):
    """As Rust's panics arrive: under this name, and no `Exception`."""


REFUSED = typst.TypstError("not enough")  # type: ignore[call-arg]  # its types ask for more


@pytest.mark.parametrize("failure", [REFUSED, PanicException("end byte")])
def test_failures_are_told(monkeypatch: pytest.MonkeyPatch, failure: BaseException) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise failure

    fake = type("Compiler", (), {"__init__": lambda *_, **__: None, "compile": fail, "query": fail})
    monkeypatch.setattr(typst, "Compiler", fake)
    typesetter = Typesetter("cards/cards.typ", Document("A", "en"), {})
    for ask in (typesetter.pdf, typesetter.svg, lambda: typesetter.told("x")):
        with pytest.raises(PrintError) as told:
            ask()
        assert [(one.code, str(failure) in one.message) for one in told.value.diagnostics] == [
            ("AN409", True)
        ]


def test_an_interruption_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    fake = type("Compiler", (), {"__init__": lambda *_, **__: None, "compile": interrupt})
    monkeypatch.setattr(typst, "Compiler", fake)
    with pytest.raises(KeyboardInterrupt):
        Typesetter("cards/cards.typ", Document("A", "en"), {}).pdf()


@pytest.mark.parametrize("text", ["\u202ex\t\u0301", "\u202e\t\u0301x", "a `b\u202e\t\u0301` c"])
def test_tabs_are_blanks(text: str) -> None:
    """Typst 0.15 panics at an accent behind a tab in a line that is turned."""
    built = course(scenario(title=text, department=text, situation=f"w {text}", lesson=text))
    assert make_deck("scenarios", built, built.scenarios, plan(CardOptions())).pdf[:4] == b"%PDF"
