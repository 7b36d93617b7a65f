"""Keep numbers and addresses readable in right-to-left text by giving each its own direction.

Characters between digits, such as those of “11:42–12:30” or “+49 30 1234”, have no direction of
their own. After a word in Arabic or Hebrew, the parts of such a number are therefore set from right
to left, so a range ends where it should begin, and an address starts with its last slash. See
https://www.unicode.org/reports/tr9/.
"""

from __future__ import annotations

import re
import unicodedata

from answerable.i18n import direction

_GROUP = r"\(?[0-9]+\)?"
_CURRENCY = "[€$£¥₹₪₺¢]"
_OTHER = r"\u0590-\u08ff\u2066-\u2069"  # Hebrew, Arabic and related scripts; isolates
_LEFTWARD = re.compile(
    rf"""
    https?://[^\s<>"{_OTHER}]*[^\s<>"{_OTHER}.,;:!?)]
    | (?<![\w\#&;.,:/+-])
    (?:
      [+][ \u00a0]?{_GROUP} (?:[ \u00a0./-]{_GROUP})*   # +49 (30) 12-34
    | \(?0[0-9]*\)? (?:[ \u00a0/-]{_GROUP})+             # 030 1234
    | [+\-−±]? {_CURRENCY}? [0-9]+ (?:[ \u00a0\u202f][0-9]{{3}}(?![0-9]))*
      (?:[ \u00a0]?[-–—−×][ \u00a0]?{_CURRENCY}?[0-9]+ | [.,:/][0-9]+)*
    )
    (?:[ \u00a0]?(?:[%‰]|°[CFK]?|{_CURRENCY}|[A-Za-z]{{1,4}}(?![\w-])))?
    (?!\w)
    """,
    re.VERBOSE,
)
_TAG = re.compile(r"(<!--.*?-->|<[^>]*>)", re.DOTALL)
_NAME = re.compile(r"</?([a-zA-Z][\w-]*)")
_LEFT_ALONE = frozenset({"bdi", "code", "option", "pre", "script", "style", "textarea", "title"})
"""Elements that contain no tags, or that already set a direction."""


def isolated(html: str) -> str:
    """Return the HTML with a `<bdi>` around every address and every number of several parts."""
    parts = _TAG.split(html)
    within = ""
    for place, part in enumerate(parts):
        if place % 2 == 0:
            if not within:
                parts[place] = _LEFTWARD.sub(_wrapped, part)
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


def isolated_in(language: str, html: str) -> str:
    """The same if this language is written from right to left; else the HTML as it is."""
    return isolated(html) if direction(language) == "rtl" else html


def isolated_text(text: str) -> str:
    """The same for plain text, with invisible characters around what keeps its direction."""
    return _LEFTWARD.sub(lambda found: found[0] if found[0].isdigit() else kept(found[0]), text)


def kept(text: str) -> str:
    """Isolate left-to-right text such as an address, so that it fits into any sentence."""
    return f"\N{LEFT-TO-RIGHT ISOLATE}{text}\N{POP DIRECTIONAL ISOLATE}"


def runs_rightward(text: str) -> bool:
    """Whether a text has letters, and all of them run from left to right."""
    kinds = set(map(unicodedata.bidirectional, text))
    return "L" in kinds and kinds.isdisjoint({"R", "AL"})


def _wrapped(found: re.Match[str]) -> str:
    text = found[0]
    return text if text.isdigit() else f'<bdi dir="ltr">{text}</bdi>'
