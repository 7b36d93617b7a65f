"""Numbers in text from right to left."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.i18n.bidi import isolated, isolated_text


@pytest.mark.parametrize(
    "number",
    [
        *("11:42", "3–5", "3-5", "10 – 20", "11:30–12:45", "2026-11-29", "29/11/2026", "24/7"),
        *("+49 30 1234", "+49 (30) 12-34", "030 1234", "0800/123 456", "-5", "−5 °", "±2"),
        *("€20", "20 €", "$19.99", "1,250.50", "1 250,50 €", "€20–30", "5%", "5 %", "20 EUR"),
        *("5 km", "2.5", "1/2", "3×4", "−5 °C", "20°F"),
        *("https://inn.example/", "https://inn.example/a/?b=1-2"),
    ],
)
def test_a_number_of_several_parts_is_whole(number: str) -> None:
    html = f"<p>قبل الساعة {number}، ثم</p>"
    assert isolated(html) == f'<p>قبل الساعة <bdi dir="ltr">{number}</bdi>، ثم</p>'


@pytest.mark.parametrize(
    "html",
    [
        "<p>في 3 أيام</p>",
        "<p>1, 2, 3</p>",  # a list is read from right to left
        "<p>٣–٥</p>",  # and so is what has the digits of the script itself
        "<p>A3, B4-5, v1.2, 3D-2</p>",
        '<a href="/1-2/3:4" title="3–5">نص</a>',
        "<script>f(1-2)</script><style>a{margin:-5px}</style><title>3–5</title>",
        "<textarea>3–5</textarea><option>3–5</option><code>1-2</code>",
        '<bdi dir="ltr">3–5</bdi>',
        "<!-- 3–5 > 11:42 -->",
        "<p>&#39;&#8211;</p>",
    ],
)
def test_all_else_stays_as_it_is(html: str) -> None:
    assert isolated(html) == html


def test_plain_text_gets_invisible_signs_instead() -> None:
    assert isolated_text("قبل 11:30–12:45، 7") == "قبل \u206611:30–12:45\u2069، 7"


def test_elements_around_do_not_part_it_from_the_rest() -> None:
    assert isolated("<title>1-2</title><b>3-4</b>") == (
        '<title>1-2</title><b><bdi dir="ltr">3-4</bdi></b>'
    )


@given(st.lists(st.sampled_from(["<p>", "</p>", "<code>", "</code>", "نص", "11:42", "+4"])))
def test_nothing_but_isolation_is_added_and_once_is_enough(parts: list[str]) -> None:
    html = " ".join(parts)
    once = isolated(html)
    assert re.sub(r'<bdi dir="ltr">|</bdi>', "", once) == html
    assert isolated(once) == once
