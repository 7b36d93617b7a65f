"""Numbers in HTML that is written from right to left: each keeps its own direction.

Signs between digits, such as those of “11:42–12:30” or “+49 30 1234”, have no direction of their
own. After a word in Arabic or Hebrew a browser therefore sets the parts of such a number from right
to left, so that a range ends where it should begin. See https://www.unicode.org/reports/tr9/.
"""

from __future__ import annotations

import re

_GROUP = r"\(?[0-9]+\)?"
_CURRENCY = "[€$£¥₹₪₺¢]"
_NUMBER = re.compile(
    rf"""
    (?<![\w\#&;.,:/+-])
    (?:
      [+][ \u00a0]?{_GROUP} (?:[ \u00a0./-]{_GROUP})*   # +49 (30) 12-34
    | \(?0[0-9]*\)? (?:[ \u00a0/-]{_GROUP})+             # 030 1234
    | [+\-−±]? {_CURRENCY}? [0-9]+ (?:[ \u00a0\u202f][0-9]{{3}}(?![0-9]))*
      (?:[ \u00a0]?[-–—−×][ \u00a0]?{_CURRENCY}?[0-9]+ | [.,:/][0-9]+)*
    )
    (?:[ \u00a0]?(?:[%‰°]|{_CURRENCY}|[A-Za-z]{{1,4}}(?![\w-])))?
    (?!\w)
    """,
    re.VERBOSE,
)
_TAG = re.compile(r"(<!--.*?-->|<[^>]*>)", re.DOTALL)
_NAME = re.compile(r"</?([a-zA-Z][\w-]*)")
_LEFT_ALONE = frozenset({"bdi", "code", "option", "pre", "script", "style", "textarea", "title"})
"""Elements that hold no tags, or whose direction is set already."""


def isolated(html: str) -> str:
    """The same HTML with every number of several parts in a `<bdi>` from left to right."""
    parts = _TAG.split(html)
    within = ""
    for place, part in enumerate(parts):
        if place % 2 == 0:
            if not within:
                parts[place] = _NUMBER.sub(_wrapped, part)
            continue
        name = _NAME.match(part)
        if name is None:
            continue
        element = name[1].lower()
        if within:
            within = "" if part.startswith("</") and element == within else within
        elif element in _LEFT_ALONE and not part.startswith("</"):
            within = element
    return "".join(parts)


def _wrapped(number: re.Match[str]) -> str:
    text = number[0]
    return text if text.isdigit() else f'<bdi dir="ltr">{text}</bdi>'
