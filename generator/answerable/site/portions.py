"""The scenarios of a large course as data: in portions, of which a browser loads those it needs.

Pages about the learner, such as My progress, are about the scenarios that the learner has opened.
Those of a small course list all scenarios; those of a large one only the first. The others are in
files of `Site.portion` scenarios each, and a further file tells which of them names an id.
"""

from __future__ import annotations

from collections.abc import Sequence

from answerable.model import Scenario
from answerable.site.context import PORTIONS, Site
from answerable.site.data import data_script, html_script

PLACES = f"{PORTIONS}places.js"
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def portion_files(site: Site) -> dict[str, bytes]:
    """The files of a large course, by their path; a small one has none."""
    if not site.is_large:
        return {}
    portions = in_portions(site.course.scenarios + site.course.retired, site.portion)
    lists = [_listed(site, portion) for portion in portions]
    files = {
        f"{PORTIONS}{number}.js": html_script(html, site.course.language)
        for number, html in enumerate(lists)
    }
    return files | {PLACES: data_script(".".join(map(_named, portions)))}


def in_portions(scenarios: Sequence[Scenario], size: int) -> list[Sequence[Scenario]]:
    """The scenarios in groups of `size`; there is at least one."""
    return [scenarios[at : at + size] for at in range(0, max(len(scenarios), 1), size)]


def _listed(site: Site, scenarios: Sequence[Scenario]) -> str:
    return str(site.page("portion.html.jinja", f"{PORTIONS}index.md", scenarios=scenarios))


def _named(scenarios: Sequence[Scenario]) -> str:
    """What a portion's scenarios are and were called, three letters each.

    Ids may share their letters: a browser then loads a portion in vain.
    """
    ids = (one for scenario in scenarios for one in (scenario.id, *scenario.aliases))
    return "".join(letters(one) for one in ids)


def letters(name: str) -> str:
    """18 bits of an id's hash as three letters, as in `frontend/src/learner/known.js`."""
    bits = hashed(name)
    bits = (bits ^ bits >> 18) & 0x3FFFF
    return "".join(_LETTERS[bits >> shift & 63] for shift in (12, 6, 0))


def hashed(name: str) -> int:
    """32 bits: FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv/ (ids are ASCII)."""
    bits = 0x811C9DC5
    for byte in name.encode():
        bits = (bits ^ byte) * 0x01000193 & 0xFFFFFFFF
    return bits
