"""Define the kinds of value in scenario files: ids, texts, numbers, dates, yes and no.

Every scalar arrives as the text that the author typed (see `source.read.source`), so numbers, dates
and yes/no are parsed from text here.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from enum import Enum
from typing import Annotated, Any, ClassVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

ID_PATTERN = r"^[a-z0-9]+(?:-[a-z0-9]+)*$"
ID_MAX_LENGTH = 64
LANGUAGE_PATTERN = r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$"
LANGUAGE_MAX_LENGTH = 35  # RFC 5646, 4.4.1: enough for any usual tag
FILE_PATH_PATTERN = r"^[\w][\w .-]*(?:/[\w][\w .-]*)*$"
COLOUR_PATTERN = r"^#?(?:[0-9A-Fa-f]{3}){1,2}$"
ONE_LINE_PATTERN = r"^[^\r\n]*$"
CODE_PATTERN = r"^AN[0-9]{3}$"

# A page `index` would replace the catalogue; the others cannot be folder names on Windows.
RESERVED_IDS = frozenset(
    {"index", "con", "prn", "aux", "nul"}
    | {f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)}
)

REPORT_GAPS = frozenset({"title", "id", "url", "course"})
"""What `report` may contain in braces; the values are percent-encoded where needed."""

# Gaps may only follow the host or the mailbox, so no scenario decides where a report goes.
_MAIL = re.compile(r"[^\s@{}<>\"?&/:;,]+@[^\s@{}<>\"?&/:;,]+")
_MAIL_FORM = re.compile(rf"mailto:{_MAIL.pattern}(\?(?:[^\s{{}}<>\"]|\{{\w+\}})*)?", re.IGNORECASE)
_WEB_FORM = re.compile(r"https?://[^\s{}<>\"/?#@\\]+[/?](?:[^\s{}<>\"]|\{\w+\})*", re.IGNORECASE)

_LINK_TARGET = re.compile(
    rf"[\w][\w-]*(?:/[\w][\w-]*)*\.md|https?://[^\s<>\"]+|mailto:{_MAIL.pattern}|tel:\+?[\d-]+",
    re.IGNORECASE,
)
_PLAINLY_WORDS = re.compile(r"[^\W\d_][^\]&`~]*+\Z")

_PLACEHOLDER = re.compile(
    r"\s*(?:(?:…|\.{3,})[\s.…]*|(?:TO ?DO|TBD|TBA|FIXME)\W*|[Ll]orem ipsum.*)", re.DOTALL
)
"""“todo” in lower case is a word in other languages."""

_YES_NO = {"yes": True, "true": True, "no": False, "false": False}


def _not_reserved(value: str) -> str:
    if value in RESERVED_IDS:
        raise PydanticCustomError("reserved_id", "`{id}` is a reserved name", {"id": value})
    return value


def _whole_number(value: Any) -> Any:
    if isinstance(value, str) and re.fullmatch(r"[0-9]{1,9}", value.strip()):
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise PydanticCustomError("whole_number", "not a whole number")


def _iso_date(value: Any) -> Any:
    if isinstance(value, datetime.date):
        return value
    try:
        if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value.strip()):
            return datetime.date.fromisoformat(value.strip())
    except ValueError:
        pass  # A date that doesn't exist is refused below, like any other text.
    raise PydanticCustomError("iso_date", "not a date of the form YYYY-MM-DD")


def _yes_no(value: Any) -> Any:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.strip().lower() in _YES_NO:
        return _YES_NO[value.strip().lower()]
    raise PydanticCustomError("yes_no", "neither yes nor no")


def _report_address(value: str) -> str:
    fits = _MAIL.fullmatch(value) or _MAIL_FORM.fullmatch(value) or _WEB_FORM.fullmatch(value)
    if not fits or set(re.findall(r"\{([^{}]*)\}", value)) - REPORT_GAPS:
        raise PydanticCustomError(
            "report_address", "neither an email address nor the address of a form"
        )
    return value


def _shows_something(value: str) -> str:
    """Refuse a text of spaces and invisible characters: no page, card or file can use it."""
    if not any(sign.isprintable() and not sign.isspace() for sign in value):
        raise PydanticCustomError("shows_nothing", "shows nothing")
    return value


def _rrggbb(value: str) -> str:
    digits = value.lstrip("#").lower()
    return f"#{digits if len(digits) == 6 else ''.join(digit * 2 for digit in digits)}"


def _link_target(value: str) -> str:
    if not _LINK_TARGET.fullmatch(value):
        raise PydanticCustomError("link_target", "neither a page nor an address")
    return value


def _several(value: str) -> str:
    if sum(bool(part.strip()) for part in value.split(",")) < 2:
        raise PydanticCustomError("several", "only one word")
    return value


def _shows_words(value: str) -> str:
    # Most texts have words, and no syntax by which Markdown could hide all of them.
    if not _PLAINLY_WORDS.match(value):
        from answerable.model import markup  # slow to import, and rarely needed

        _shows_something(markup.plain(value))
    return value


def is_placeholder(text: str) -> bool:
    """Whether a text is only a placeholder: “…”, as `answerable add` writes it, dots, or a note
    such as “TODO”.
    """
    return _PLACEHOLDER.fullmatch(text) is not None


MOST = 200
"""How many entries a list may have: more than a page or a card could show."""

MOST_MODULES = 500
"""How many modules a course may have."""


class TextKind(Enum):
    """What kind of text the author writes: sentences in Markdown, one line such as a title, or a
    colour.
    """

    PROSE = "prose"
    LINE = "line"
    COLOUR = "colour"


Id = Annotated[
    str,
    StringConstraints(pattern=ID_PATTERN, max_length=ID_MAX_LENGTH),
    AfterValidator(_not_reserved),
]
Code = Annotated[str, StringConstraints(strip_whitespace=True, pattern=CODE_PATTERN)]
Line = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True, min_length=1, max_length=200, pattern=ONE_LINE_PATTERN
    ),
    AfterValidator(_shows_something),
    TextKind.LINE,
]
SameMeaning = Annotated[Line, AfterValidator(_several)]
FilePath = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=200, pattern=FILE_PATH_PATTERN)
]
Colour = Annotated[
    str,
    StringConstraints(strip_whitespace=True, pattern=COLOUR_PATTERN),
    AfterValidator(_rrggbb),
    TextKind.COLOUR,
]
"""Always of the form `#rrggbb`; without the sign it needs no quotes in YAML."""
Markdown = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=8000),
    AfterValidator(_shows_words),
    TextKind.PROSE,
]
Difficulty = Annotated[int, Field(ge=1, le=3), BeforeValidator(_whole_number)]
Minutes = Annotated[int, Field(ge=1, le=120), BeforeValidator(_whole_number)]
Percent = Annotated[int, Field(ge=1, le=100), BeforeValidator(_whole_number)]
Count = Annotated[int, Field(ge=1, le=100), BeforeValidator(_whole_number)]
IsoDate = Annotated[datetime.date, BeforeValidator(_iso_date)]
ReportAddress = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=2000),
    AfterValidator(_report_address),
]
LinkTarget = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=2000),
    AfterValidator(_link_target),
]
"""A page of the site by its file, or a web address, `mailto:` or `tel:`."""
YesNo = Annotated[
    bool,
    BeforeValidator(_yes_no),
    # Editors may read `yes` as text, and `true` as a boolean.
    WithJsonSchema({"anyOf": [{"type": "boolean"}, {"enum": ["yes", "no", "Yes", "No"]}]}),
]


class Frozen(BaseModel):
    """A group of fields that never changes; unknown fields are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Shorthand(Frozen):
    """An object that may be written as just a text: its one required field."""

    shorthand: ClassVar[str]

    @classmethod
    def in_fields(cls, text: str) -> dict[str, str]:
        """The fields that a text stands for."""
        return {cls.shorthand: text}

    @classmethod
    def in_short(cls, fields: Mapping[str, Any]) -> str | None:
        """The text that stands for these fields; None if none does."""
        return fields[cls.shorthand] if list(fields) == [cls.shorthand] else None

    @model_validator(mode="before")
    @classmethod
    def _expand(cls, value: Any) -> Any:
        return cls.in_fields(value) if isinstance(value, str) else value

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: Any, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        schema = handler(core_schema)
        resolved = handler.resolve_ref_schema(schema)
        full = dict(resolved)
        resolved.clear()
        resolved["anyOf"] = [{"type": "string", "minLength": 1}, full]
        return schema
