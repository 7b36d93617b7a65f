"""GIFT, Moodle's plain text for questions."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.exchange.found import Found
from answerable.exchange.gift import read_gift

FILE = r"""// A comment. [id:wrong-address] [tag:delivery] [tag:phone]
$CATEGORY: $course$/top/Follow through

::Wrong address::The parcel \{small\} is next door\: what now?{
  =I will find it \= promised. #She knows who looks.
  ~Ask the courier. #She is alone.
  ~I will look. #Until when?
  ####The parcel is ours.
}

::Soup::[html]<p>The soup is <b>cold</b> &amp; late.</p><p>He waits.</p>{=Here is a hot one.
~The kitchen.}

// Others are left out.
::True?::Is it so?{T}

::Number::How many?{#3}

::Several::Which?{~%50%One ~%50%Two ~Three}

::Match::Match{=a -> b =c -> d}

An essay.{}
"""


def codes(found: Found) -> list[tuple[str, int]]:
    return [(one.code, one.location.line) for one in found.diagnostics]


def test_questions() -> None:
    found = read_gift(FILE.encode(), "a.gift")
    first, second = found.drafts
    expected: dict[str, Any] = {
        "id": "wrong-address",
        "title": "Wrong address",
        "situation": "The parcel {small} is next door: what now?",
        "not_accountable": {"reply": "Ask the courier.", "why": "She is alone."},
        "accountable": {"reply": "I will find it = promised.", "why": "She knows who looks."},
        "other_replies": [{"reply": "I will look.", "why": "Until when?"}],
        "lesson": "The parcel is ours.",
        "tags": ["delivery", "phone"],
    }
    assert first.source.value == expected
    assert (first.module, first.where.line) == ("Follow through", 4)
    assert second.source.value == {
        "title": "Soup",
        "situation": "The soup is cold & late.\n\nHe waits.",
        "not_accountable": {"reply": "The kitchen."},
        "accountable": {"reply": "Here is a hot one."},
    }
    assert codes(found) == [("AN526", line) for line in (15, 17, 19, 21, 23)]


@pytest.mark.parametrize("text", ["", "// nothing", "no question"])
def test_nothing_found(text: str) -> None:
    assert [code for code, _ in codes(read_gift(text.encode(), "a.gift"))] in (["AN520"], ["AN526"])


PIECES = st.sampled_from(
    ["::", "a", "{", "}", "=", "~", "#", "####", "\\", "\n", "\n\n", "//", "[html]", "<b>", "%50%"]
)


@given(st.lists(PIECES, max_size=40).map("".join) | st.text())
def test_any_text_is_questions_or_explained(text: str) -> None:
    found = read_gift(text.encode(), "a.gift")
    assert found.drafts or found.diagnostics
