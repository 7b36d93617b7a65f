"""What search knows of a page: the texts that it finds the page by, and what a result shows.

No reply and no reason are among them: they would give an answer away.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from selectolax.lexbor import LexborHTMLParser, LexborNode

from answerable.model import Module, Scenario, markup

Field = Literal["title", "keywords", "facts", "text", "lesson", "solutions"]
"""The parts of a page, the most telling first."""

FACETS = ("module", "department", "channel", "difficulty", "topic")
"""What learners may choose results by."""


@dataclass(frozen=True, slots=True)
class SearchText:
    """A piece of text of a page, and the anchor of its heading; "" for the page's beginning."""

    field: Field
    text: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Findable:
    """A page for search. `keywords` and `facts` find it, but results don't show them.

    `scenario` is the id of its scenario; module, department and channel are as learners read them,
    and "" on other pages. `boost` is from the page's front matter. `language` is given for a page
    that isn't translated.
    """

    title: str
    passages: tuple[SearchText, ...] = ()
    keywords: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    scenario: str = ""
    module: str = ""
    department: str = ""
    channel: str = ""
    difficulty: str = ""
    topics: tuple[str, ...] = ()
    boost: float = 1
    language: str = ""

    @property
    def texts(self) -> Iterator[tuple[Field, str]]:
        """All its texts."""
        yield "title", self.title
        for keyword in (*self.keywords, *self.topics):
            yield "keywords", keyword
        for fact in (self.module, self.department, self.channel, *self.facts):
            yield "facts", fact
        for passage in self.passages:
            yield passage.field, passage.text

    @property
    def facets(self) -> dict[str, tuple[str, ...]]:
        """The page's values of each facet."""
        single = (self.module, self.department, self.channel, self.difficulty)
        values = (*((one,) if one else () for one in single), tuple(dict.fromkeys(self.topics)))
        return dict(zip(FACETS, values, strict=True))


def scenario_found(
    scenario: Scenario, module: Module, facts: Sequence[str], language: str = ""
) -> Findable:
    """What search knows of a scenario."""
    solutions = [text for one in scenario.solutions for text in (one.do, one.when) if text]
    passages: list[tuple[Field, str]] = [
        ("text", scenario.summary or ""),
        ("text", markup.plain(scenario.situation)),
        ("text", markup.plain(scenario.worked_example or "")),
        ("text", scenario.picture.words if scenario.picture else ""),
        *(
            ("text", markup.plain(medium.transcript))
            for medium in (scenario.audio, scenario.video)
            if medium and medium.transcript
        ),
        ("lesson", markup.plain(scenario.lesson)),
    ]
    passages += [("solutions", markup.plain(text)) for text in solutions]
    return Findable(
        title=scenario.title,
        passages=tuple(SearchText(part, text) for part, text in passages if text),
        keywords=scenario.keywords,
        facts=(*facts, *([scenario.excuse] if scenario.excuse else ())),
        scenario=scenario.id,
        module=module.title,
        department=scenario.department or "",
        channel=scenario.channel or "",
        difficulty=str(scenario.difficulty or ""),
        topics=scenario.tags,
        language=language,
    )


_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_UNREAD = frozenset({"script", "style", "template", "noscript", "svg"})
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "code",
        "em",
        "i",
        "kbd",
        "mark",
        "q",
        "s",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "u",
        "wbr",
    ]
)


def html_found(
    html: str, title: str, *, keywords: Sequence[str] = (), boost: float = 1
) -> Findable:
    """What search knows of a hand-written page: its sections.

    `title` is for a page without a heading of the first level, which is its title otherwise. The
    attribute `data-search-exclude` leaves an element out, and at a heading the whole section.
    """
    sections: list[_Section] = [_Section("text", "")]
    body = LexborHTMLParser(html).body
    for node in body.iter(include_text=True) if body else ():
        _read(node, sections)
    shown = [section for section in sections if section.shown and section.text]
    first = next((section for section in shown if section.part == "title"), None)
    texts = (
        SearchText("facts" if one.part == "title" else one.part, one.text, one.anchor)
        for one in shown
        if one is not first
    )
    return Findable(first.text if first else title, tuple(texts), tuple(keywords), boost=boost)


@dataclass(slots=True)
class _Section:
    part: Field
    anchor: str
    shown: bool = True
    words: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())


def _read(node: LexborNode, sections: list[_Section]) -> None:
    """Add the text of a node to the last section; a heading begins the next one."""
    if node.is_text_node:
        sections[-1].words.append(node.text(deep=False))
        return
    shown = "data-search-exclude" not in node.attributes
    tag = node.tag or ""
    is_link_to_itself = "headerlink" in (node.attributes.get("class") or "").split()
    if tag in _UNREAD or is_link_to_itself or not (shown or tag in _HEADINGS):
        return
    anchor = node.attributes.get("id") or sections[-1].anchor
    if tag in _HEADINGS:
        anchor = "" if tag == "h1" else anchor
        sections.append(_Section("title" if tag == "h1" else "facts", anchor, shown))
    space = "" if tag in _INLINE else " "
    sections[-1].words.append(space)
    for inner in node.iter(include_text=True):
        _read(inner, sections)
    sections[-1].words.append(space)
    if tag in _HEADINGS:
        sections.append(_Section("text", anchor, shown))
