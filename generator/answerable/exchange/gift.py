"""Moodle's GIFT: multiple-choice questions as scenarios.

The question is the situation, the right answer the accountable reply, the first wrong one the reply
that is not; feedback is the reason of a reply, and general feedback the lesson. Format:
docs.moodle.org, "GIFT format".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from itertools import islice

from answerable.diagnostics import Location
from answerable.exchange.found import MAX_SCENARIOS, Draft, Found
from answerable.reading.encoding import refused_character
from answerable.reading.positions import Keys, Source, Span, Value

MOST_ANSWERS = 5
"""One right answer, and as many wrong ones as a scenario has room for."""

ASKS = "GIFT has no place for it, or it was left empty: “{}”"

_TITLE = re.compile(r"\s*::(?P<title>(?:\\.|[^\\])*?)::", re.DOTALL)
_FORMAT = re.compile(r"\s*\[(?P<format>html|moodle|plain|markdown)\]", re.IGNORECASE)
# From the first brace on: where that is not closed, no later one is.
_BRACES = re.compile(
    r"(?P<stem>[^\\{]*+(?:\\.[^\\{]*+)*+)"
    r"\{(?P<answers>[^\\}]*+(?:\\.[^\\}]*+)*+)\}(?P<tail>.*)",
    re.DOTALL,
)
_ANSWER = re.compile(r"(?<!\\)(?P<sign>[=~])(?P<body>(?:\\.|[^\\=~])*)", re.DOTALL)
_GENERAL = re.compile(r"(?<!\\)####(?P<general>.*)", re.DOTALL)
_FEEDBACK = re.compile(r"(?<!\\)#")
_ESCAPED = re.compile(r"\\([~=#{}:\\n])")
_TAG = re.compile(r"<(?:[!?/]|(?P<name>[a-zA-Z][a-zA-Z0-9]*+))[^<>]*+>")
_BREAKS = {"br": "\n", "li": "\n", "p": "\n\n", "div": "\n\n"}
# Numbers of more digits than any character has, which Python may refuse to read.
_NO_ENTITY = re.compile(r"&(?=#\w{9})")
_NOTE = re.compile(r"\[(?P<kind>id|tag):(?P<value>[^\[\]\\]*+(?:\\.[^\[\]\\]*+)*+)\]")


@dataclass(frozen=True, slots=True)
class _Question:
    """One question: its text without comments, its lines from and to, and the notes above it."""

    text: str
    line: int
    notes: str
    category: str | None


def read_gift(data: bytes, path: str) -> Found:
    """The multiple-choice questions of a file; others are reported."""
    found = Found()
    lines = found.lines_of(data, path)
    if lines is None:
        return found
    for question in _questions(lines):
        _add(question, lines, path, found)
        if len(found.drafts) > MAX_SCENARIOS:
            break
    if not found.drafts and not found.diagnostics:
        message = "No multiple-choice question was found in this file."
        hint = "it should hold questions such as ::Title:: Question {=right ~wrong}"
        found.error("AN520", message, Location(path), hint)
    return found


def _questions(lines: tuple[str, ...]) -> Iterator[_Question]:
    """Questions are parted by blank lines, and comments are lines that begin with //."""
    category: str | None = None
    gathered: list[str] = []
    notes = ""
    start = 0
    for number, line in enumerate([*lines, ""], start=1):
        stripped = line.strip()
        if stripped.startswith("//"):
            notes += stripped
        elif stripped.upper().startswith("$CATEGORY:"):
            path = stripped.partition(":")[2].strip()
            category = path.rpartition("/")[2].strip() or None
        elif stripped:
            start = start if gathered else number
            gathered.append(stripped)
        elif gathered:
            yield _Question("\n".join(gathered), start, notes, category)
            gathered, notes = [], ""


def _add(question: _Question, lines: tuple[str, ...], path: str, found: Found) -> None:
    line = lines[question.line - 1]
    where = Location(path, question.line, 1, len(line) + 1, line)
    if refused := refused_character(question.text):
        message = f"An invisible character (U+{ord(refused.group()):04X}) stands in the question."
        found.error("AN104", message, where, "delete it")
        return
    title = _TITLE.match(question.text)
    rest = question.text[title.end() :] if title else question.text
    braces = _BRACES.match(rest)
    body = _without_general(braces["answers"]) if braces else ""
    answers = list(islice(_ANSWER.finditer(body), MOST_ANSWERS + 1))
    right = [answer for answer in answers if answer["sign"] == "="]
    wrong = [answer for answer in answers if answer["sign"] == "~"]
    weighted = any(answer["body"].lstrip().startswith("%") for answer in answers)
    if braces is None or len(right) != 1 or not wrong or weighted or len(answers) > MOST_ANSWERS:
        message = "This is no question with one right answer and one to four wrong ones: left out."
        hint = "take it over by hand, for example as one of the `items` of a scenario"
        found.leave_out("AN526", message, where, hint)
        return
    values: dict[str, Value] = {}
    named = dict(_notes(question.notes))
    if title:
        values["title"] = _plain(title["title"], "plain")
    form, stem = _form(braces["stem"])
    tail = braces["tail"].strip()
    situation = _plain(stem, form) + (f" ___ {_plain(tail, form)}" if tail else "")
    if situation:
        values["situation"] = situation
    values["not_accountable"] = _reply(wrong[0]["body"], form)
    values["accountable"] = _reply(right[0]["body"], form)
    if wrong[1:]:
        values["other_replies"] = [_reply(answer["body"], form) for answer in wrong[1:]]
    if general := _GENERAL.search(braces["answers"]):
        values["lesson"] = _plain(general["general"], form)
    if tags := [value for kind, value in _notes(question.notes) if kind == "tag"]:
        values["tags"] = list(tags)
    if "id" in named:
        values["id"] = named["id"]
    span = Span(question.line, 1, len(line) + 1)
    spans: dict[Keys, Span] = {(name,): span for name in values}
    source = Source(path, lines, values, spans, spans)
    found.take(Draft(source, where, ASKS, question.category))


def _without_general(answers: str) -> str:
    general = _GENERAL.search(answers)
    return answers[: general.start()] if general else answers


def _notes(notes: str) -> Iterator[tuple[str, str]]:
    return ((tag["kind"], tag["value"].strip()) for tag in _NOTE.finditer(notes))


def _form(text: str) -> tuple[str, str]:
    match = _FORMAT.match(text)
    return (match["format"].lower(), text[match.end() :]) if match else ("moodle", text)


def _reply(body: str, form: str) -> dict[str, Value]:
    own, text = _form(body)
    form = own if text != body else form
    words, *feedback = _FEEDBACK.split(text, maxsplit=1)
    reply: dict[str, Value] = {"reply": _plain(words, form)}
    if feedback and _plain(feedback[0], form):
        reply["why"] = _plain(feedback[0], form)
    return reply


def _plain(text: str, form: str) -> str:
    """A text without GIFT's escapes, and without the tags and entities of HTML."""
    unescaped = _ESCAPED.sub(lambda match: "\n" if match[1] == "n" else match[1], text.strip())
    if form not in ("html", "moodle") or not re.search("[<&]", unescaped):
        return unescaped
    return _words_of_html(unescaped)


def _words_of_html(text: str) -> str:
    """The text without its tags; a paragraph is one, whatever its line breaks."""
    marked = _TAG.sub(lambda tag: _BREAKS.get((tag["name"] or "").lower(), ""), text)
    words = unescape(_NO_ENTITY.sub("&amp;", marked))
    lines = (" ".join(line.split()) for line in words.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
