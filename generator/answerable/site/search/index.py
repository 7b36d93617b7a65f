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

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from answerable.i18n import N_, translator
from answerable.model import Course
from answerable.site.search import codec, tokens
from answerable.site.search.found import FACETS, Field, Findable
from answerable.site.search.stemming import script_of

FOLDER = "search"
"""Where the files are, in the folder of their locale."""

_TERMS = 12_000
_TAILS = 12_000
_TEXTS = 4_000
"""From how many characters on a shard ends: terms, words by their ends, texts."""

_LEVELS: Mapping[Field, tuple[int, int]] = {
    "title": (16, 0),
    "keywords": (14, 1),
    "facts": (11, 2),
    "text": (8, 2),
    "lesson": (5, 2),
    "solutions": (2, 2),
}
"""The level of a term by the best part of a page that has it, and by how much more of it raises the
level at most. Trainers expect a title before a keyword, and that before the situation.
"""

_SHORT_TITLE = 12
"""What a title of one word adds to its level; a longer title shares it among its words."""

_BEST = 63


_NAMES: Mapping[str, str] = {
    "module": N_("Module"),
    "department": N_("Department"),
    "channel": N_("Channel"),
    "difficulty": N_("Difficulty"),
    "topic": N_("Topic"),
}
"""The facets as learners read them."""


def course_search(pages: Sequence[tuple[str, Findable]], course: Course) -> dict[str, bytes]:
    """The files of the search through these pages of a course, given with their addresses."""
    words = translator(course.language)
    names = {facet: [words.gettext(name)] for facet, name in _NAMES.items()}
    return search_files(pages, course.language, names=names)


def search_files(
    pages: Sequence[tuple[str, Findable]],
    language: str,
    *,
    names: Mapping[str, Sequence[str]] = {},
    synonyms: Sequence[Sequence[str]] = (),
) -> dict[str, bytes]:
    """The files of the search through these pages, given with their addresses, by their paths.

    `names` are what learners call the facets, `synonyms` groups of words with the same meaning.
    """
    terms, forms = _indexed((page for _, page in pages), language)
    shards = list(_cut(_entries(terms, forms), _TERMS))
    tails = list(_cut(_tails(forms), _TAILS))
    texts = list(_cut((_shown(address, page) for address, page in pages), _TEXTS))
    head = {
        "pages": len(pages),
        "language": language,
        "stemmer": script_of(language) is not None,
        "terms": " ".join(shard[0].partition(" ")[0] for shard in shards),
        "tails": " ".join(shard[0][::-1] for shard in tails),
        "texts": codec.numbers(len(shard) for shard in texts),
        "names": names,
        "synonyms": synonyms,
    }
    version = _version(head, [address for address, _ in pages])
    contents: dict[str, object] = {
        "facets": _facets([page for _, page in pages]),
        "scenarios": " ".join(page.scenario for _, page in pages),
        **{f"terms-{place}": "\n".join(shard) for place, shard in enumerate(shards, 1)},
        **{f"tails-{place}": "\n".join(shard) for place, shard in enumerate(tails, 1)},
        **{f"texts-{place}": f"[{','.join(shard)}]" for place, shard in enumerate(texts, 1)},
    }
    files = {"head": _script("head", version, head)}
    for name, content in contents.items():
        files[name] = (
            f'answerableSearch("{name}","{version}",{content});\n'
            if name.startswith("texts-")
            else _script(name, version, content)
        )
    stemmer = script_of(language)
    if stemmer:
        files["stemmer"] = stemmer
    return {f"{FOLDER}/{name}.js": text.encode() for name, text in files.items()}


def _script(name: str, version: str, content: object) -> str:
    return f'answerableSearch("{name}","{version}",{_json(content)});\n'


def _version(head: object, addresses: Sequence[str]) -> str:
    """Equal for indexes whose shards fit together: those with the same pages, cut alike."""
    return hashlib.sha256(_json([head, addresses]).encode()).hexdigest()[:8]


_Levels = dict[int, list[int]]


def _indexed(
    pages: Iterable[Findable], language: str
) -> tuple[dict[str, _Levels], dict[str, set[str]]]:
    """The pages of each term by their level, and the words, folded, of which it is the term."""
    terms_of = tokens.terms_in(language)
    indexed: defaultdict[str, _Levels] = defaultdict(dict)
    forms: defaultdict[str, set[str]] = defaultdict(set)
    seen: set[str] = set()
    for number, page in enumerate(pages):
        for term, level in _levels(page, terms_of, seen).items():
            indexed[term].setdefault(level, []).append(number)
    for word in seen:
        for form, terms in tokens.forms(word, terms_of):
            for term in terms:
                forms[term].add(form)
    return indexed, forms


def _levels(
    page: Findable, terms_of: Callable[[str], Iterable[str]], seen: set[str]
) -> dict[str, int]:
    """How well a page fits each of its terms."""
    found: dict[str, int] = {}
    often: Counter[str] = Counter()
    by_field: dict[Field, list[str]] = {}
    for part, text in page.texts:
        by_field.setdefault(part, []).extend(tokens.words(text))
    for part, (base, _) in _LEVELS.items():
        words = by_field.get(part, ())
        if part == "title" and words:
            base += max(1, _SHORT_TITLE // len(words))
        for word, count in Counter(words).items():
            seen.add(word)
            for term in terms_of(word):
                often[term] += count
                found.setdefault(term, base)
    more = dict(_LEVELS.values())
    levels = {term: base + min(more.get(base, 0), often[term] - 1) for term, base in found.items()}
    if page.boost == 1:
        return levels
    return {term: min(_BEST, max(1, round(level * page.boost))) for term, level in levels.items()}


def _entries(terms: Mapping[str, _Levels], forms: Mapping[str, set[str]]) -> Iterator[str]:
    for term in sorted(terms):
        endings = ",".join(
            ending for form in sorted(forms[term]) if (ending := _ending(term, form)) != "0"
        )
        yield f"{term} {endings} {codec.postings(terms[term])}"


def _ending(term: str, form: str) -> str:
    """A form as what it has after the letters that the term has too: `1y` is happy for happi."""
    same = 0
    for one, other in zip(term, form, strict=False):
        if one != other:
            break
        same += 1
    return f"{len(term) - same}{form[same:]}"


def _tails(forms: Mapping[str, set[str]]) -> Iterator[str]:
    words = {form for group in forms.values() for form in group if len(form) > 2}
    return (word[::-1] for word in sorted(word[::-1] for word in words))


def _cut(lines: Iterable[str], size: int) -> Iterator[list[str]]:
    """Shards of lines that together have about `size` characters."""
    shard: list[str] = []
    length = 0
    for line in lines:
        shard.append(line)
        length += len(line)
        if length >= size:
            yield shard
            shard, length = [], 0
    if shard:
        yield shard


def _shown(address: str, page: Findable) -> str:
    passages = [[one.text, one.anchor] if one.anchor else one.text for one in page.passages]
    others = (*page.keywords, *page.topics, *page.facts)
    shown = [address, page.title, page.module, page.department, page.channel, page.scenario]
    return _json([*shown, passages, " · ".join(others)])


def _facets(pages: Sequence[Findable]) -> dict[str, list[list[object]]]:
    """The values of each facet, each with how many pages have it, and which."""
    found: dict[str, dict[str, list[int]]] = {facet: {} for facet in FACETS}
    for number, page in enumerate(pages):
        for facet, values in page.facets.items():
            for value in values:
                found[facet].setdefault(value, []).append(number)
    return {
        facet: [
            [value, len(having), codec.numbers(codec.gaps(having))]
            for value, having in (
                values.items() if facet == "module" else sorted(values.items(), key=_as_read)
            )
        ]
        for facet, values in found.items()
    }


def _as_read(entry: tuple[str, object]) -> tuple[str, str]:
    return tokens.folded(entry[0].lower()), entry[0]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
