"""Solutions of an article: what is an entry, what is a condition, and what stays as it is."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.exchange.scenarios.texts.solutions import Unit, entries


def told(*texts: str, listed: bool = False) -> list[tuple[str, str]]:
    found, _ = entries([Unit(key, text, listed) for key, text in enumerate(texts)])
    return [(one.do, one.when) for one in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Consider (i) asking the firm where it is; (ii) sending our own driver; or (iii) "
            "paying for it if the first two ways are not possible.",
            [
                ("Asking the firm where it is.", ""),
                ("Sending our own driver.", ""),
                ("Paying for it.", "The first two ways are not possible."),
            ],
        ),
        (
            "Open the door yourself. If the key is missing, walk with the guest to the main door. "
            "Be sure to ask for the key to be returned.",
            [
                ("Open the door yourself.", ""),
                ("Walk with the guest to the main door.", "The key is missing."),
                ("Be sure to ask for the key to be returned.", ""),
            ],
        ),
        (
            "Consider calling the carrier, asking a branch to bring one, or waiving the invoice if "
            "neither is possible.",
            [
                ("Calling the carrier.", ""),
                ("Asking a branch to bring one.", ""),
                ("Waiving the invoice.", "Neither is possible."),
            ],
        ),
        ("You could: a) call; and b) write.", [("Call.", ""), ("Write.", "")]),
        ("(1) Call. (2) Write.", [("Call.", ""), ("Write.", "")]),
        ("1. Call. 2. Write.", [("Call.", ""), ("Write.", "")]),
        ("Ask them; send ours; or pay.", [("Ask them.", ""), ("Send ours.", ""), ("Pay.", "")]),
        ("Wait unless she is asleep.", [("Wait.", "Unless she is asleep.")]),
        ("Unless it is open, send it.", [("Send it.", "Unless it is open.")]),
        ("When it is found, call her back.", [("Call her back.", "It is found.")]),
        ("Call. Alternatively, write to her.", [("Call.", ""), ("Write to her.", "")]),
        (
            "If the desk, the branch and the firm are closed, pay for it.",
            [("Pay for it.", "The desk, the branch and the firm are closed.")],
        ),
        (
            "Si le bus ne vient pas, payez un taxi.",
            [("Payez un taxi.", "Le bus ne vient pas.")],
        ),
        (
            "First, call the firm. Second, carry the bags if it rains. Finally, tell her.",
            [("Call the firm.", ""), ("Carry the bags.", "It rains."), ("Tell her.", "")],
        ),
        (
            "Erstens anrufen, zweitens schreiben, und drittens hingehen.",
            [("Anrufen.", ""), ("Schreiben.", ""), ("Hingehen.", "")],
        ),
        ("Either call or write to her.", [("Call.", ""), ("Write to her.", "")]),
        ("Soit appeler, soit écrire.", [("Appeler.", ""), ("Écrire.", "")]),
        ("1)Call 2)Write", [("Call", ""), ("Write", "")]),
        ("(١) اتصل؛ أو (٢) اكتب.", [("اتصل.", ""), ("اكتب.", "")]),
        ("Bezahlen Sie, wenn es regnet.", [("Bezahlen Sie.", "Wenn es regnet.")]),
    ],
)
def test_entries_and_conditions(text: str, expected: list[tuple[str, str]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "First, call the desk.",
        "Either call the desk or the branch.",
        "Show them the first, second, and third door.",
        "Call the guest back. He will be glad.",
        "Ask the firm. Then bring it.",
        "Ask if she is well.",
        "Find out whether he is in, and if so, where.",
        "Tell her when you are there.",
        "Even if he is late, wait.",
        "Act as if it were yours.",
        "Say: “If you like, I call him.”",
        "Say “Call me if it rains.”",
        "Send a driver if possible.",
        "If necessary, send a driver.",
        "Ask, if the key is missing, for another one.",
        "Pay if she is stranded and tell her why.",
        "Explain (if she asks) what happened.",
        "Let her decide when she leaves.",
        "Call the desk, the branch or the firm.",
        "Ask Mr. Brown at 9 a.m. and call her.",
        "Bring it; she needs it.",
        "What matters most is a time. Guests wait for one.",
        "Choose something, anything, or nothing.",
        "Version 1. is the one to take.",
        "Do it only when he is there.",
    ],
)
def test_what_lists_nothing_stays_whole(text: str) -> None:
    assert told(text) == [(text, "")]


def test_entries_of_a_list_keep_their_words() -> None:
    assert told("asking the firm; or", "and sending ours", listed=True) == [
        ("asking the firm", ""),
        ("sending ours", ""),
    ]
    assert told("If it rains, take a taxi", "Pay for it if it is late", listed=True) == [
        ("Take a taxi", "It rains"),
        ("Pay for it", "It is late"),
    ]
    assert told("Call. If he is out, write.", listed=True) == [("Call. If he is out, write.", "")]


def test_what_introduces_a_list_is_gone_or_named() -> None:
    units = [Unit(0, "Consider:"), Unit(1, "Call.", listed=True), Unit(2, "Write.", listed=True)]
    found, left = entries(units)
    assert [one.do for one in found] == ["Call.", "Write."]
    assert left == []
    assert entries([Unit(0, "Our clerks know two ways:"), *units[1:]])[1] == [
        (0, "Our clerks know two ways:")
    ]
    assert entries([Unit(0, "The clerk could (i) call; (ii) write.")])[1] == [
        (0, "The clerk could")
    ]


# fmt: off
CUT = {"consider", "you", "could", "or", "and", "if", "when", "alternatively", "then", "i", "ii",
       "iii", "either", "first", "second", "finally", "try", "following", "the", "b", "1"}
PARTS = st.sampled_from([
    "Consider ", "You could ", "(i) ", "(ii) ", "(iii) ", "; ", "; or ", ", and ", ". ", "If ",
    " if ", " unless ", " when ", ", ", "call", "Ask him", "the key is missing", "sending it", "“",
    "”", "(", ")", "Or ", ": ", "\n- ", "He waits", "do it", "1. ", "b) ", "e.g. ", "1)", "First, ",
    "Second, ", "Finally, ", "Either ", " or ",
])
# fmt: on


@given(st.lists(st.tuples(st.lists(PARTS, max_size=14).map("".join), st.booleans()), max_size=4))
def test_no_word_is_lost_and_none_is_added(units: list[tuple[str, bool]]) -> None:
    found, left = entries([Unit(key, text, listed) for key, (text, listed) in enumerate(units)])
    kept = [f"{one.do} {one.when}" for one in found] + [text for _, text in left]
    before = _words(text for text, _ in units)
    after = _words(kept)
    assert after <= before
    assert before - after <= CUT


def _words(texts: Iterable[str]) -> set[str]:
    return set(re.findall(r"\w+", " ".join(texts).lower()))
