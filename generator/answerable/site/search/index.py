"""Pages -> the files that a browser searches: small scripts, of which a query loads a few.

    head.js        which shards there are, the facets' names, the course's synonyms
    terms-1.js …   terms in alphabetical order: forms of words, and pages by how well they fit
    words-1.js …   all words in alphabetical order, to find what was meant by one that isn't there
    tails-1.js …   the same by their ends, for one whose beginning is wrong
    texts-1.js …   what results show of pages
    facets.js      the values of each facet, with how many pages have each
    facet-topic.js …   the pages that have each of its values
    scenarios.js   the scenarios' ids, for what a learner has done
    stemmer.js     gives stems of words in the course's language

Each calls `answerableSearch` with its name, a version, and what it holds. The version is that of
the head; for texts, that of the order of the pages, which the head names. On file:// and under a
strict policy a page can load nothing but scripts.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import accumulate

from answerable.i18n import N_
from answerable.model import Course
from answerable.site.search import codec, tokens
from answerable.site.search.blocks import Block, Kept, Page, blocks_of, cut, made_anew
from answerable.site.search.buckets import SHARD, lines_of
from answerable.site.search.found import FACETS
from answerable.site.search.postings import Postings, joined, written
from answerable.site.search.stemming import script_of
from answerable.source.processes import without_collections

SEARCH = "search"
"""The folder of the files, in that of their locale."""

TEXTS = "texts-*.js"
"""Which of them have all texts that search finds pages by."""

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
    words = course.words
    names = {facet: [words.gettext(name)] for facet, name in _NAMES.items()}
    synonyms = [[word.strip() for word in line.split(",")] for line in course.synonyms]
    return search_files(pages, course.language, names=names, synonyms=synonyms, kept=kept)


@without_collections()
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
    blocks = blocks_of(pages, language, kept)
    terms, words = lines_of(blocks, kept)
    heads, tails = kept([b"ends", " ".join(words).encode()], partial(_ends, words))
    texts = [shard for block in blocks for shard in block.summary.texts]
    addresses = [address for block in blocks for address in block.summary.addresses]
    scenarios = [scenario for block in blocks for scenario in block.summary.scenarios]
    facets = _facets(blocks)
    head = {
        "pages": len(pages),
        "language": language,
        "stemmer": script_of(language) is not None,
        "terms": " ".join(shard.partition(" ")[0] for shard in terms),
        "words": " ".join(shard[0] for shard in heads),
        "tails": " ".join(shard[0] for shard in tails),
        "texts": "".join(codec.number(count) for count, _ in texts),
        "names": names,
        "synonyms": synonyms,
    }
    # Very many files have texts. An edit changes only those of its page.
    texts_version = head["texts_version"] = _version([addresses, head["texts"]])
    version = _version(head)
    contents = {
        "head": codec.json_of(head),
        "facets": codec.json_of(
            {
                facet: [[value, codec.count(pages[2]) + 1] for value, pages in values]
                for facet, values in facets.items()
            }
        ),
        **{
            f"facet-{facet}": codec.json_of([written(pages) for _, pages in values])
            for facet, values in facets.items()
        },
        "scenarios": codec.json_of(" ".join(scenarios)),
        **{f"terms-{place}": codec.json_of(shard) for place, shard in enumerate(terms, 1)},
        **{
            f"{name}-{place}": codec.json_of("\n".join(shard))
            for name, shards in (("words", heads), ("tails", tails))
            for place, shard in enumerate(shards, 1)
        },
    }
    encoded = {name: content.encode() for name, content in contents.items()}
    files = {_path(name): _file(name, version, content) for name, content in encoded.items()}
    for place, (_, content) in enumerate(texts, 1):
        name = f"texts-{place}"
        files[_path(name)] = _file(name, texts_version, content)
    stemmer = script_of(language)
    if stemmer:
        files[_path("stemmer")] = stemmer.encode()
    return files


def _version(value: object) -> str:
    return hashlib.sha256(codec.json_of(value).encode()).hexdigest()[:8]


def _path(name: str) -> str:
    return f"{SEARCH}/{name}.js"


def _file(name: str, version: str, content: bytes) -> bytes:
    return b'answerableSearch("%s","%s",%s);\n' % (name.encode(), version.encode(), content)


def _ends(words: Sequence[str]) -> tuple[list[list[str]], list[list[str]]]:
    """Shards of words by their beginnings, and of reversed words, which are by their ends."""
    long = [word for word in words if len(word) > 2]
    return [*cut(long, SHARD)], [*cut(sorted(word[::-1] for word in long), SHARD)]


def texts_of(script: str) -> Iterator[tuple[str, str]]:
    """What search knows of each scenario in a file of `TEXTS`: its id, and all words."""
    pages = json.loads(script[script.index("[") : -3])
    for _, title, *facets, _language, scenario, passages, others in pages:
        texts = (one if isinstance(one, str) else one[0] for one in passages)
        if scenario:
            yield scenario, " ".join((title, *facets, *texts, others))


def _facets(blocks: Sequence[Block]) -> dict[str, list[tuple[str, Postings]]]:
    """The values of each facet, with their pages; modules as in the course, others in alphabetical
    order.
    """
    starts = [0, *accumulate(len(block.summary.addresses) for block in blocks)]
    found: dict[str, list[tuple[str, Postings]]] = {}
    for facet in FACETS:
        tables = (block.summary.facets[facet] for block in blocks)
        values = joined(zip(starts, tables, strict=False))
        found[facet] = [*values.items()]
        if facet != "module":
            found[facet].sort(key=_as_read)
    return found


def _as_read(entry: tuple[str, object]) -> tuple[str, str]:
    return tokens.folded(entry[0].lower()), entry[0]
