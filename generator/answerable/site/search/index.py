"""Pages -> the files that a browser searches: small scripts, of which a query loads a few.

    head.js        which shards there are, the facets' names, the course's synonyms
    terms-1.js …   terms in alphabetical order: forms of words, and pages by how well they fit
    tails-1.js …   all words by their ends, to find what was meant by one whose beginning is wrong
    texts-1.js …   what results show of pages
    facets.js      the values of each facet, with their pages
    scenarios.js   the scenarios' ids, for what a learner has done
    stemmer.js     gives stems of words in the course's language

Each calls `answerableSearch` with its name, the index's version, and what it holds. On file:// and
under a strict policy a page can load nothing but scripts.
"""

from __future__ import annotations

import gc
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from answerable.i18n import N_, translator
from answerable.model import Course
from answerable.site.search import codec, compounds, tokens
from answerable.site.search.blocks import (
    PLACES,
    Block,
    Kept,
    Page,
    Postings,
    block_of,
    cut,
    made_anew,
    postings,
)
from answerable.site.search.stemming import script_of

SEARCH = "search"
"""The folder of the files, in that of their locale."""

TEXTS = "texts-*.js"
"""Which of them have all texts that search finds pages by."""

_SHARD = 8_000
"""How many characters of terms, or of words by their ends, a shard has, or a little more."""

_COMMON = 1_000
"""A term on more pages than this, and on more than a fifth of all, hardly tells pages apart. Only
pages that have it in the title or as a keyword are listed.
"""

_LISTED = 200
"""How many pages are listed for a common term, or for the beginning of very many terms."""

_NAMES: Mapping[str, str] = {
    "module": N_("Module"),
    "department": N_("Department"),
    "channel": N_("Channel"),
    "difficulty": N_("Difficulty"),
    "topic": N_("Topic"),
}
"""The facets as learners read them."""


def course_search(
    pages: Sequence[Page], course: Course, kept: Kept = made_anew
) -> dict[str, bytes]:
    """The files of the search through these pages of a course, by their paths."""
    words = translator(course.language)
    names = {facet: [words.gettext(name)] for facet, name in _NAMES.items()}
    synonyms = [[word.strip() for word in line.split(",")] for line in course.synonyms]
    return search_files(pages, course.language, names=names, synonyms=synonyms, kept=kept)


def search_files(
    pages: Sequence[Page],
    language: str,
    *,
    names: Mapping[str, Sequence[str]] = {},
    synonyms: Sequence[Sequence[str]] = (),
    kept: Kept = made_anew,
) -> dict[str, bytes]:
    """The files of the search through these pages, by their paths.

    `names` are what learners call the facets, `synonyms` groups of words with the same meaning.
    """
    with _nothing_to_collect():
        block = block_of(pages, language, kept)
        terms = list(cut(_lines(block, language), _SHARD))
    tails = list(cut(sorted(word[::-1] for word in block.words if len(word) > 2), _SHARD))
    head = {
        "pages": len(pages),
        "language": language,
        "stemmer": script_of(language) is not None,
        "terms": " ".join(shard[0].partition(" ")[0] for shard in terms),
        "tails": " ".join(shard[0] for shard in tails),
        "texts": codec.numbers(len(shard) for shard in block.texts),
        "names": names,
        "synonyms": synonyms,
    }
    version = hashlib.sha256(codec.json_of([head, block.addresses]).encode()).hexdigest()[:8]
    contents = {
        "head": codec.json_of(head),
        "facets": codec.json_of(_facets(block)),
        "scenarios": codec.json_of(" ".join(block.scenarios)),
        **{
            f"terms-{place}": codec.json_of("\n".join(shard))
            for place, shard in enumerate(terms, 1)
        },
        **{
            f"tails-{place}": codec.json_of("\n".join(shard))
            for place, shard in enumerate(tails, 1)
        },
        **{f"texts-{place}": f"[{','.join(shard)}]" for place, shard in enumerate(block.texts, 1)},
    }
    files = {
        f"{SEARCH}/{name}.js": f'answerableSearch("{name}","{version}",{content});\n'.encode()
        for name, content in contents.items()
    }
    stemmer = script_of(language)
    if stemmer:
        files[f"{SEARCH}/stemmer.js"] = stemmer.encode()
    return files


@contextmanager
def _nothing_to_collect() -> Iterator[None]:
    """Keep Python from looking through millions of words for cycles, of which there are none: it
    would take a quarter of the time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def texts_of(script: str) -> Iterator[tuple[str, str]]:
    """What search knows of each scenario in a file of `TEXTS`: its id, and all words."""
    pages = json.loads(script[script.index("[") : -3])
    for _, title, *facets, _language, scenario, passages, others in pages:
        texts = (one if isinstance(one, str) else one[0] for one in passages)
        if scenario:
            yield scenario, " ".join((title, *facets, *texts, others))


def _lines(block: Block, language: str) -> Iterator[str]:
    """A line for each term: the term, the other forms of its word, and its pages."""
    forms: dict[str, list[str]] = {}
    for form, terms in block.words.items():
        for term in terms:
            if term != form:
                forms.setdefault(term, []).append(form)
    many = max(_COMMON, len(block.addresses) // 5)
    lines = []
    for term, pages in {**block.terms, **compounds.by_parts(block, language)}.items():
        endings = ",".join(sorted(_ending(term, form) for form in forms.get(term, ())))
        if pages[2] > many:
            lines.append(f"{term} {endings} ~{_best(block, [term])}")
        else:
            lines.append(f"{term} {endings} {_written(pages)}")
    lines.sort()
    yield from _with_beginnings(block, lines)


def _written(pages: Postings) -> str:
    first, _, _, text = pages
    return codec.number(first) + text


def _best(block: Block, terms: Iterable[str]) -> str:
    """The pages that have one of these terms in the title or as a keyword; the best of them."""
    levels: dict[int, int] = {}
    for term in terms:
        for one in block.best.get(term, ()):
            page, level = divmod(one, PLACES)
            levels[page] = max(level, levels.get(page, 0))
    listed = sorted(levels.items(), key=lambda entry: (-entry[1], entry[0]))[:_LISTED]
    return (
        _written(postings(sorted(page * PLACES + level for page, level in listed)))
        if listed
        else ""
    )


def _with_beginnings(block: Block, lines: Sequence[str]) -> Iterator[str]:
    """The lines in order, with one more for each beginning of two or three letters that so many
    terms share that a browser should not load them all. It is before all of these.
    """
    sizes: dict[str, int] = {}
    for line in lines:
        for letters in (2, 3):
            sizes[line[:letters]] = sizes.get(line[:letters], 0) + len(line)
    wide = {start for start, size in sizes.items() if size > 2 * _SHARD and " " not in start}
    terms: dict[str, list[str]] = {start: [] for start in wide}
    for term in block.best:
        for letters in (2, 3):
            if term[:letters] in wide:
                terms[term[:letters]].append(term)
    added = [f"{start}*  {_best(block, those)}" for start, those in terms.items()]
    return iter(sorted([*lines, *added]))


def _ending(term: str, form: str) -> str:
    """A form as what it has after the letters that the term has too: `1y` is happy for happi."""
    same = 0
    for one, other in zip(term, form, strict=False):
        if one != other:
            break
        same += 1
    return f"{len(term) - same}{form[same:]}"


def _facets(block: Block) -> dict[str, list[list[object]]]:
    """The values of each facet, with how many pages have each, and which; modules as in the
    course, others in alphabetical order.
    """
    return {
        facet: [
            [value, len(pages), codec.numbers(codec.gaps(pages))]
            for value, pages in (
                values.items() if facet == "module" else sorted(values.items(), key=_as_read)
            )
        ]
        for facet, values in block.facets.items()
    }


def _as_read(entry: tuple[str, object]) -> tuple[str, str]:
    return tokens.folded(entry[0].lower()), entry[0]
