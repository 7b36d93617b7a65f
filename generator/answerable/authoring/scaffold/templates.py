"""The files that are under `files/`, with the author's words filled in.

They look as a trainer gets them. `<< … >>` stands for what is filled in, because braces mean
something else in some of them. A name that begins with `dot-` becomes a hidden one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from answerable.source.read.encoding import refused_character
from answerable.source.read.source import parse
from answerable.source.write.folder import model_of
from answerable.source.write.tidy import tidy

MOST_CHARACTERS = 200
"""As many as a title may have (`model.scalars.Line`)."""

FOLDER = Path(__file__).parent / "files"

_PLAIN = re.compile(r"[^\W\d_][\w’,()–-]*(?: [\w’,()&–-]+)*")
_NO_TEXT = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n"})
"""Words that other readers of YAML take for a value instead of a text."""


def names() -> Iterator[str]:
    """The files of a new course as they are in the package, in the order of their names."""
    for file in sorted(FOLDER.rglob("*")):
        if file.is_file():
            yield file.relative_to(FOLDER).as_posix()


def target(name: str) -> str:
    """Where a file of the package belongs in a course: `dot-vscode/x` becomes `.vscode/x`."""
    return "/".join(re.sub(r"^dot-", ".", part) for part in name.split("/"))


def render(name: str, **values: object) -> str:
    """The text of a file. Raises `jinja2.UndefinedError` if it names a value that is not given."""
    return _environment().get_template(name).render(values)


def render_course_file(template: str, path: str, **values: object) -> str:
    """The text of a file of a course in the layout of `answerable fmt`.

    `path` is where it will be in the course, which tells what kind of file it is.
    """
    text = render(template, **values)
    return tidy(parse(text, path), model_of(Path(path))) or text


@cache
def _environment() -> Environment:
    env = Environment(  # noqa: S701  # YAML and Markdown: each value goes through a filter of its own
        loader=FileSystemLoader(FOLDER.parent),
        undefined=StrictUndefined,
        variable_start_string="<<",
        variable_end_string=">>",
        block_start_string="<%",
        block_end_string="%>",
        comment_start_string="<#",
        comment_end_string="#>",
        trim_blocks=True,
        keep_trailing_newline=True,
    )
    env.filters["text"] = yaml_text
    env.filters["markdown"] = markdown_text
    return env


def one_line(value: str) -> str:
    """A title or a name as it may be in a file. Raises `ValueError` with what is wrong."""
    text = " ".join(value.split())
    if not text or len(text) > MOST_CHARACTERS:
        raise ValueError(f"it must be a text of 1 to {MOST_CHARACTERS} characters")
    if found := refused_character(text):
        raise ValueError(f"the character U+{ord(found.group()):04X} can't be used")
    return text


def yaml_text(value: str) -> str:
    """One line of text as YAML: bare where nothing can go wrong, else in double quotes."""
    if _PLAIN.fullmatch(value) and value.lower() not in _NO_TEXT:
        return value
    return json.dumps(value, ensure_ascii=False)  # JSON's strings are strings of YAML too


def markdown_text(value: str) -> str:
    """One line of text as Markdown that shows just this text."""
    escaped = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return re.sub(r"([\\`*_{}\[\]#])", r"\\\1", escaped)
