"""The build and the browser read words alike, and write numbers alike."""

from __future__ import annotations

import hashlib
import json
import subprocess
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from answerable.site.search import codec, tokens
from answerable.site.search.postings import MOST, levels_of, postings, written
from answerable.site.search.stemming import ALGORITHMS, stemmer_of
from tests.support.courses import ROOT

PROGRAM = Path(__file__).with_name("tokens.mjs")
STEMMERS = ROOT / "generator/answerable/site/search/stemmers"
VECTORS = Path(__file__).with_name("stems.json")
"""Words of each language, with their stems."""

LANGUAGES = ("en", "de", "fr", "es", "ar", "ja")
SAID = (
    "The Wi‑Fi café’s B-12 at 11:42, colour travelled; don't organise the follow-up. 1,000.50 £",
    "Straße, Rückrufe, Päckchen, Ångström, Œuvre, ŁÓDŹ, İstanbul, ΣΟΦΟΣ, ﬁn, ２０２６, ½",
    "届かなかった荷物はQRコードで。 ﾊﾟｽﾜｰﾄﾞ กุญแจหาย 密码",
    "المفتاحُ الضائعُ ٣ أقفال، والمطر",
    "l’hôtel d’aujourd’hui, qu'il, naïve, co\u00adoperate, zero\u200bwidth, a_b, x--y, 'quoted' -1",
)


def browser(texts: Sequence[str], written: Sequence[str] = (), lists: Sequence[str] = ()) -> Any:
    """What the browser makes of these texts, numbers and postings."""
    stemmers = {
        language: str(STEMMERS / f"{ALGORITHMS[language]}.js")
        for language in LANGUAGES
        if language in ALGORITHMS
    }
    told = {
        "stemmers": stemmers,
        "languages": LANGUAGES,
        "texts": texts,
        "written": written,
        "lists": lists,
    }
    done = subprocess.run(
        ["node", str(PROGRAM)], input=json.dumps(told), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def agree(texts: Sequence[str]) -> None:
    """Both read these texts alike."""
    theirs = browser(texts)
    assert theirs["normal"] == [tokens.normal(text) for text in texts]
    assert theirs["words"] == [tokens.words(text) for text in texts]
    for text, folded in zip(texts, theirs["folded"], strict=True):
        assert folded == [tokens.folded(word) for word in tokens.words(text)]
    for language in LANGUAGES:
        terms_of = tokens.terms_in(language)
        for text, terms in zip(texts, theirs["terms"][language], strict=True):
            assert terms == [sorted(terms_of(word)) for word in tokens.words(text)], language


def test_words_of_many_kinds() -> None:
    agree(SAID)


LETTERS = st.one_of(
    st.characters(max_codepoint=0x24F),  # Latin
    st.characters(min_codepoint=0x300, max_codepoint=0x5FF),  # marks, Greek, Cyrillic, Hebrew
    st.characters(min_codepoint=0x600, max_codepoint=0x6FF),
    st.characters(min_codepoint=0x900, max_codepoint=0x97F),
    st.characters(min_codepoint=0xE00, max_codepoint=0xE7F),
    st.characters(min_codepoint=0x2010, max_codepoint=0x2069),
    st.characters(min_codepoint=0x3040, max_codepoint=0x30FF),
    st.characters(min_codepoint=0x4E00, max_codepoint=0x4EFF),
    st.characters(min_codepoint=0xFF00, max_codepoint=0xFFEF),
    st.sampled_from("aeiouäöüßsnrt'’-‑.:,0123 "),
)
TEXTS = st.lists(st.text(LETTERS, max_size=30), min_size=60, max_size=60)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(TEXTS)
def test_any_words(texts: list[str]) -> None:
    agree(texts)


def test_stems_are_those_of_both() -> None:
    """Golden: so that an update of either side shows."""
    vectors: dict[str, dict[str, str]] = json.loads(VECTORS.read_text(encoding="utf-8"))
    assert set(vectors) == set(ALGORITHMS.values())
    for language, name in ALGORITHMS.items():
        terms_of = stemmer_of(language)
        assert {word: terms_of(word) for word in vectors[name]} == vectors[name], language
    program = """
      const { readFile } = await import("node:fs/promises");
      const { text } = await import("node:stream/consumers");
      const { folder, vectors } = JSON.parse(await text(process.stdin));
      const made = {};
      for (const [name, words] of Object.entries(vectors)) {
        let stem;
        const script = await readFile(`${folder}/${name}.js`, "utf8");
        new Function("answerableSearch", script)((_, version, content) => (stem = content));
        made[name] = Object.fromEntries(Object.keys(words).map((word) => [word, stem(word)]));
      }
      console.log(JSON.stringify(made));
    """
    told = json.dumps({"folder": str(STEMMERS), "vectors": vectors})
    done = subprocess.run(
        ["node", "--input-type=module", "-e", program],
        input=told,
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout) == vectors


def test_the_algorithms_are_those_on_record() -> None:
    folder = ROOT / "frontend/vendor/snowball"
    record = (folder / "README.md").read_text(encoding="utf-8")
    for file in folder.glob("*.js"):
        line = f"| `{file.name}` | `{hashlib.sha256(file.read_bytes()).hexdigest()}` |"
        assert line in record, file.name
    assert f"Snowball {metadata.version('snowballstemmer')} " in record


NUMBERS = st.lists(st.integers(0, 2**31 - 1), max_size=40)


@given(NUMBERS)
def test_numbers_come_back(numbers: list[int]) -> None:
    text = "".join(map(codec.number, numbers))
    assert list(codec.values(text)) == numbers
    assert codec.count(text) == len(numbers)


PAGES = st.dictionaries(st.integers(0, 20_000), st.integers(1, MOST), min_size=1)


@given(PAGES)
def test_postings_come_back(pages: dict[int, int]) -> None:
    made = postings(pages)
    assert dict(levels_of(made)) == pages
    assert made[:2] == (min(pages), max(pages))


@settings(max_examples=5, deadline=None)
@given(st.lists(NUMBERS, min_size=20), st.lists(PAGES, min_size=20))
def test_the_browser_reads_them(numbers: list[list[int]], pages: list[dict[int, int]]) -> None:
    written_numbers = ["".join(map(codec.number, one)) for one in numbers]
    theirs = browser([], written_numbers, [written(postings(one)) for one in pages])
    assert theirs["numbers"] == numbers
    assert [dict(one) for one in theirs["pages"]] == pages
