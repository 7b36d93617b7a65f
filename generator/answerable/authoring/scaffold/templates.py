"""Fills in the author's words in the template files under `files/` and `examples/`.

Apart from the gaps, the files are as a trainer gets them. Gaps are written `<< … >>`, because
braces mean something else in some files. A file name that begins with `dot-` gets a dot instead.
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
"""The longest title (`model.scalars.Line`)."""

FOLDER = Path(__file__).parent

_PLAIN = re.compile(r"[^\W\d_][\w’,()–-]*(?: [\w’,()&–-]+)*")
_NO_TEXT = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n"})
"""Words that some YAML parsers don't read as text."""


def names(topic: str) -> Iterator[tuple[str, str]]:
    """The files for a new course on a topic: as named in the package, and by their path in the
    course. `dot-vscode/x` becomes `.vscode/x`.
    """
    for folder in (FOLDER / "files", FOLDER / "examples" / topic):
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                parts = file.relative_to(folder).parts
                path = "/".join(re.sub(r"^dot-", ".", part) for part in parts)
                yield file.relative_to(FOLDER).as_posix(), path


def render(name: str, **values: object) -> str:
    """The text of a file. Raises `jinja2.UndefinedError` if it uses a value that isn't given."""
    return _environment().get_template(name).render(values)


def render_course_file(template: str, path: str, **values: object) -> str:
    """The text of a course's file in the layout of `answerable fmt`.

    `path` is where it will be in the course, which tells what type of file it is.
    """
    text = render(template, **values)
    return tidy(parse(text, path), model_of(Path(path))) or text


@cache
def _environment() -> Environment:
    env = Environment(  # noqa: S701  # YAML and Markdown: every value goes through a filter
        loader=FileSystemLoader(FOLDER),
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
    """A title or name, checked for use in a file. Raises `ValueError` with what is wrong."""
    text = " ".join(value.split())
    if not text or len(text) > MOST_CHARACTERS:
        raise ValueError(f"it must be a text of 1 to {MOST_CHARACTERS} characters")
    if found := refused_character(text):
        raise ValueError(f"the character U+{ord(found.group()):04X} can't be used")
    return text


def yaml_text(value: str) -> str:
    """One line of text as YAML: plain if that is safe, otherwise in double quotes."""
    if _PLAIN.fullmatch(value) and value.lower() not in _NO_TEXT:
        return value
    return json.dumps(value, ensure_ascii=False)  # JSON's strings are strings of YAML too


def markdown_text(value: str) -> str:
    """One line of text as Markdown that shows exactly this text."""
    escaped = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return re.sub(r"([\\`*_{}\[\]#])", r"\\\1", escaped)
