"""Pages -> the files that a browser searches, and what search knows of a page.

`found` says what may be known of a page, `tokens` what finds it, `index` how browsers get both.
"""

from answerable.site.search.blocks import Kept, made_anew
from answerable.site.search.found import Findable, SearchText, html_found, scenario_found
from answerable.site.search.index import SEARCH, TEXTS, course_search, texts_of

__all__ = [
    "SEARCH",
    "TEXTS",
    "Findable",
    "Kept",
    "SearchText",
    "course_search",
    "html_found",
    "made_anew",
    "scenario_found",
    "texts_of",
]
