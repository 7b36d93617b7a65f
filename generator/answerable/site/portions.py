"""The scenarios of a large course as data: in portions, of which a browser loads those it needs.

Pages about the learner, such as My progress, are about the scenarios that the learner has opened.
Those of a small course list all scenarios; those of a large one only the first. The others are in
files of `Site.portion` scenarios each, and a further file tells which of them names an id.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, partial
from itertools import chain

from answerable.model import Scenario
from answerable.site.context import PORTIONS, Site
from answerable.site.data import data_script, html_script
from answerable.site.recipe import Recipe, key_of

PLACES = f"{PORTIONS}places.js"
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def portion_files(site: Site) -> dict[str, Recipe[bytes]]:
    """The files of a large course, by their path; a small one has none."""
    if not site.is_large:
        return {}
    portions = in_portions(site.course.scenarios + site.course.unlisted, site.portion)
    files = {
        f"{PORTIONS}{number}.js": listing_script(
            site, "portion.html.jinja", f"{PORTIONS}index.md", portion, scenarios=portion
        )
        for number, portion in enumerate(portions)
    }
    ids = [[(one.id, *one.aliases) for one in portion] for portion in portions]
    return files | {PLACES: Recipe(partial(_places, ids), key_of(repr(ids)))}


def in_portions(scenarios: Sequence[Scenario], size: int) -> list[Sequence[Scenario]]:
    """The scenarios in groups of `size`; there is at least one."""
    return [scenarios[at : at + size] for at in range(0, max(len(scenarios), 1), size)]


def listing_script(
    site: Site, template: str, src_uri: str, shows: Iterable[Scenario], **values: object
) -> Recipe[bytes]:
    """What makes a file with the HTML of `Site.listing`."""
    html = site.listing(template, src_uri, shows, **values)
    return Recipe(lambda: html_script(str(html.make()), site.course.language), html.key)


def _places(portions: Iterable[Iterable[Sequence[str]]]) -> bytes:
    """What the scenarios of each portion are and were called, three letters each.

    Ids may share their letters: a browser then loads a portion in vain.
    """
    named = ("".join(map(letters, chain.from_iterable(portion))) for portion in portions)
    return data_script(".".join(named))


def letters(name: str) -> str:
    """18 bits of an id's hash as three letters, as in `frontend/src/learner/known.js`."""
    bits = hashed(name)
    bits = (bits ^ bits >> 18) & 0x3FFFF
    return "".join(_LETTERS[bits >> shift & 63] for shift in (12, 6, 0))


@cache
def hashed(name: str) -> int:
    """32 bits: FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv/ (ids are ASCII)."""
    bits = 0x811C9DC5
    for byte in name.encode():
        bits = (bits ^ byte) * 0x01000193 & 0xFFFFFFFF
    return bits
