"""The manual's reference, generated from the program: models, rules and commands.

MkDocs runs the `on_…` functions as hooks. The pages exist only in the built manual, so they are
never out of date.
"""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import click
import yaml
from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from pydantic import BaseModel

import answerable
from answerable.build.mkdocs.frames import addresses
from answerable.checks.documentation import Explanation, documentation
from answerable.cli import COMMANDS, cli
from answerable.cli.common import EPILOG
from answerable.exchange.questions.formats import FORMATS, NO_FORM, STAYS
from answerable.handouts.cards.catalogue import DECKS
from answerable.handouts.sheets.make import SHEETS
from answerable.i18n import (
    SOURCE_LANGUAGE,
    Terminology,
    catalogue_languages,
    direction,
    language_name,
    translator,
)
from answerable.i18n.extraction import load
from answerable.i18n.terminology import FORMS, KINDS, is_label_gap, table
from answerable.model import CourseFile, ScenarioFile
from answerable.model.colours import OURS
from answerable.model.course_file import CourseTranslation
from answerable.model.fieldnametable import FIELD_NAMES, Names
from answerable.model.labels import FORM_PATTERN
from answerable.model.scalars import (
    CODE_PATTERN,
    COLOUR_PATTERN,
    FILE_PATH_PATTERN,
    ID_PATTERN,
    LANGUAGE_PATTERN,
)
from answerable.site import PARTS, parts_script
from answerable.site.search import Findable, html_found
from answerable.site.search.index import search_files
from answerable.site.templates import counted

Schema = Mapping[str, Any]

SITE = Path(answerable.__file__).parent / "site"

_PATTERNS = {
    FORM_PATTERN: "a word without special signs",
    ID_PATTERN: "a name of lower-case letters, digits and hyphens",
    LANGUAGE_PATTERN: "the tag of a language",
    FILE_PATH_PATTERN: "the path of a file",
    CODE_PATTERN: "a code",
    COLOUR_PATTERN: "a colour of three or six digits",
}

_GROUPS = {
    "AN0": "Rules",
    "AN1": "Files that cannot be read",
    "AN2": "Fields",
    "AN3": "The course as a whole",
    "AN4": "Cards, the built site, mkdocs.yml",
    "AN5": "Writing and importing",
}


_SEARCH = """\
---
title: Search
hide: [toc]
---

# Search

<div class="an an-search-page"><course-search></course-search></div>
"""

_found: dict[str, Findable] = {}
"""What the search knows of each page, by its address."""


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Use the same theme parts as a course, including its search and a menu for keyboards."""
    config.theme.dirs.insert(0, str(SITE / "theme"))
    config.extra["theme_script"] = True  # copies code
    config.extra["colours"] = OURS.light
    config.extra["search"] = {"course": "manual", "folder": "", "page": "search/", "catalogue": ""}
    _found.clear()
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages of the reference, and the same styles and script as a course."""
    for name, text in pages().items():
        files.append(File.generated(config, f"reference/{name}.md", content=text))
    not_in_nav = InclusionLevel.NOT_IN_NAV
    files.append(File.generated(config, "search.md", content=_SEARCH, inclusion=not_in_nav))
    for name in ("answerable.css", "answerable.js", "answerable-search.js"):
        name = f"assets/{name}"
        text = SITE.joinpath(name).read_text("utf-8")
        files.append(File.generated(config, name, content=text))
    return files


def on_env(env: Environment, config: MkDocsConfig, files: Files, **_: Any) -> Environment:
    """Let the theme's parts use gettext, and render them and their parts for scripts."""
    words = translator(config.theme["language"])
    env.install_gettext_translations(words, newstyle=True)  # type: ignore[attr-defined]
    pages = [file.page for file in files.documentation_pages() if file.page]
    env.globals["addresses"] = lambda: [one.canonical_url for one in pages if one.canonical_url]
    env.globals["counted"] = partial(counted, config.theme["language"])
    parts = parts_script(env.get_template("partials/parts.html").render(config=config))
    files.append(File.generated(config, PARTS, content=parts))
    return env


def on_template_context(context: dict[str, Any], config: MkDocsConfig, **_: Any) -> dict[str, Any]:
    """Give the site map the addresses of all pages."""
    context["addresses"] = partial(addresses, context["pages"], config)
    return context


def on_page_context(context: dict[str, Any], page: Page, **_: Any) -> dict[str, Any]:
    """Let the search know the page."""
    if page.file.src_uri != "search.md":
        _found[page.url] = html_found(page.content or "", page.title or "")
    return context


def on_post_build(config: MkDocsConfig) -> None:
    """Write the files of the search."""
    for path, content in search_files(list(_found.items()), config.theme["language"]).items():
        file = Path(config.site_dir, path)
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(content)


def pages() -> dict[str, str]:
    """The Markdown of each page of the reference, by the page's name."""
    return {
        "scenario": _page(
            "Fields of scenarios",
            "Every field of a scenario file: what to write there, with an example.",
            "Each scenario is one file. These are the fields it can have, in the order in which "
            "`answerable fmt` writes them.",
            fields(ScenarioFile),
        ),
        "course": _page(
            "Fields of course.yml",
            "Every field of course.yml and of its translations, with an example.",
            "Settings for the whole course. Every field is optional.",
            fields(CourseFile),
        ),
        "translation": _page(
            "Fields of course.de.yml",
            "Every field of the file with a course's texts in another language.",
            "`course.de.yml`, like its counterparts for other languages, contains the texts of "
            "[`course.yml`](course.md) in that language. A translated scenario has the texts of "
            "[its original](scenario.md) and no other fields.",
            fields(CourseTranslation),
        ),
        "labels": labels(),
        "fieldnames": fieldnames(),
        "formats": formats(),
        "printed": printed(),
        "codes": codes(documentation()),
        "commands": commands(),
    }


def _page(title: str, description: str, *parts: str) -> str:
    head = f"---\n{yaml.safe_dump({'description': description}, width=200)}---"
    return "\n\n".join(part for part in (head, f"# {title}", *parts) if part) + "\n"


def fields(model: type[BaseModel]) -> str:
    """The fields of a model, each under a heading, with the objects that they contain below."""
    schema = model.model_json_schema()
    required = schema.get("required", ())
    parts = []
    for name, field in schema["properties"].items():
        parts += [f"## `{name}` {{ #{name} }}", *_field(name, field, required=name in required)]
    groups = {name: part for name, part in schema.get("$defs", {}).items() if _definitions(part)}
    if groups:
        parts.append("## What they contain { #groups }")
    for name, part in groups.items():
        parts += [f"### {_spaced(name)} {{ #{_anchor(name)} }}", _about(part), _definitions(part)]
    return "\n\n".join(part for part in parts if part)


def codes(explanations: Mapping[str, Explanation]) -> str:
    """What every code means, grouped by where it comes from."""
    parts = [
        "Every finding has a code. `answerable explain AN001` shows the same text as this page. An "
        "**error** stops a build, a **warning** stops it with `--strict`, and a **note** never "
        "does.",
    ]
    group = None
    for code, one in explanations.items():
        if _GROUPS[code[:3]] != group:
            group = _GROUPS[code[:3]]
            parts.append(f"## {group}")
        title = one.title.rstrip(".")
        parts += [
            f"### {code} {title} {{ #{code.lower()} }}",
            f"*{one.severity.name.capitalize()}*",
        ]
        parts.append(one.text)
        for name, example in (("Bad:", one.bad), ("Good:", one.good)):
            if example:
                parts += [name, _fenced(example)]
    about = "What every code of the check means, how serious it is, and how to fix it."
    return _page("Rules and codes", about, *parts)


_TOPICS = {
    "customer service": Terminology(),
    "a ward": Terminology(person="patient", actor="nurse", verdicts="safe", lesson="rule"),
    "feedback": Terminology(
        person="team member", actor="team leader", verdicts="constructive", excuse="objection"
    ),
}
"""Three topics by which the reference shows how sentences change."""


def labels() -> str:
    """The words that labels can choose from, and every sentence with the words for three topics."""
    parts = [
        "[Labels](../how-to/make-it-yours.md#topic) choose the words for a course’s topic from "
        "these. For others, `label_words` has [their forms](course.md#label_words).",
    ]
    words = [
        f"| {', '.join(f'`{role}`' for role in roles)} | {', '.join(table()[kind])} |"
        for kind in FORMS
        if (roles := [role for role, its_kind in KINDS.items() if its_kind == kind])
    ]
    parts.append(_table("label", "words", words))
    parts.append(
        "These are all sentences of the program in which such a word occurs. Each language has a "
        "column for three topics."
    )
    catalogue = [one.id for one in load("de") if isinstance(one.id, str)]
    sentences = [text for text in catalogue if any(map(is_label_gap, _GAP.findall(text)))]
    for language in (SOURCE_LANGUAGE, *catalogue_languages()):
        parts += [
            f"## {language_name(language)} {{ #{language} }}",
            _sentences(language, sentences),
        ]
    return _page("Words for any topic", "The words that a course can use for its topic.", *parts)


_GAP = re.compile(r"%\((\w+)\)s")


def _sentences(language: str, sentences: Iterable[str]) -> str:
    """A table of sentences in a language, with a column for each topic."""
    columns = [translator(language, topic) for topic in _TOPICS.values()]
    heads = "".join(f'<th scope="col">{topic}</th>' for topic in _TOPICS)
    rows = [
        "".join(f"<td>{_GAP.sub('…', words.gettext(text))}</td>" for words in columns)
        for text in sentences
    ]
    rows += [
        "".join(f"<td>{words.labels[name]}</td>" for words in columns)
        for name in ("Person", "Actor", "Right", "Wrong", "Lesson", "Excuse", "instruction")
    ]
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    spoken = f'lang="{language}" dir="{direction(language)}"'
    return f"<table><thead><tr>{heads}</tr></thead><tbody {spoken}>{body}</tbody></table>"


def fieldnames() -> str:
    """Every label of a text that is imported, from the table that the import uses."""
    languages = {
        language: language_name(language) for names in FIELD_NAMES.values() for language in names
    }
    parts = [
        "These are the words that mark the parts of a scenario in [Word and plain text]"
        "(../how-to/bring.md#word). Capitals, accents, hyphens and articles make no difference.",
        "The words in brackets can be combined with the others: “Possible solutions”, “Key "
        "lesson”. A scenario begins with a label from the first row and a number, such as "
        "“Example 1”; “Scenario 1” and “Situation 1” work too.",
    ]
    for language, name in languages.items():
        rows = [
            f"| {_LABELLED.get(field, f'`{field}`')} | {_names(names[language])} |"
            for field, names in FIELD_NAMES.items()
        ]
        attribute = "" if language == "en" else f' lang="{language}"'
        parts += [f"## {name} {{ #{language}{attribute} }}", _table("part", "labels", rows)]
    about = "The words that mark the parts of a scenario in a text."
    return _page("Names of fields in texts", about, *parts)


_LABELLED = {"start": "the beginning", "module": "the module"}


def _names(names: Names) -> str:
    beside = f" ({', '.join(names.beside)})" if names.beside else ""
    return ", ".join(f"{phrase}" for phrase in names.phrases) + beside


def _table(first: str, second: str, rows: list[str]) -> str:
    return "\n".join([f"| {first} | {second} |", "|---|---|", *rows])


def formats() -> str:
    """What each question format leaves out, from the same table as the command."""
    parts = [
        "`answerable questions` [writes the questions of a course](../how-to/questions.md) in "
        "these formats. Each has to change or leave out some of them; the command says which, and "
        "how many are affected.",
        "No format includes everything:",
        _listed(f"{text}." for text in STAYS),
    ]
    for name, one in FORMATS.items():
        unfit = [f"{NO_FORM}: {one.unfit}"] if one.unfit else []
        texts = unfit + [limitation.text for limitation in one.limitations]
        parts += [
            f"## `{name}` {{ #{name} }}",
            f"For {one.readers}. The file ends in {' or '.join(f'`{e}`' for e in one.endings)}.",
            _listed(f"{text}." for text in texts),
        ]
    about = "The formats in which questions are exported, and what each of them leaves out."
    return _page("Formats of questions", about, *parts)


def printed() -> str:
    """Every deck and every sheet, from the tables that the commands use."""
    decks = [f"| `{name}` | {_capital(one.about)} |" for name, one in DECKS.items()]
    sheets = [f"| `{name}` | {one.about} |" for name, one in SHEETS.items()]
    about = "The decks of cards and the sheets that a course can be printed as."
    return _page(
        "Cards and sheets",
        about,
        "## Decks { #decks }",
        "`answerable cards --deck` [makes one of these](../how-to/cards.md).",
        _table("deck", "what it is", decks),
        "## Sheets { #sheets }",
        "`answerable sheets` makes any of these, or `all`. "
        "[A workshop kit](../how-to/workshop.md) includes those that a workshop needs.",
        _table("sheet", "what it is for", sheets),
    )


def _listed(entries: Iterable[str]) -> str:
    return "\n".join(f"- {entry}" for entry in entries)


def commands() -> str:
    """Every command with its options, from the command line itself."""
    codes_of_exit = " ".join(EPILOG.replace("\b", "").split())
    parts = [
        "What each command does, what it writes and where, and its options. "
        "`answerable COMMAND --help` shows the same. A file is never left half written: if a "
        "command is stopped, each file is either the old one or the new one, and the next command "
        "cleans up.",
        codes_of_exit,
    ]
    program = click.Context(cli, info_name="answerable")
    for heading, commands_below in COMMANDS.items():
        parts.append(f"## {heading} {{ #{heading.lower().replace(' ', '-')} }}")
        for command in commands_below:
            parts += _command(click.Context(command, program, info_name=command.name), "###")
    return _page("Commands", "Every command with its options, what it writes, and where.", *parts)


def _command(context: click.Context, level: str) -> Iterator[str]:
    """A command under a heading: its usage, what it does and writes, and its options."""
    yield f"{level} {context.command_path}"
    arguments = " ".join(context.command.collect_usage_pieces(context))
    yield f"```text\n{context.command_path} {arguments}\n```"
    yield inspect.cleandoc(context.command.help or "").replace("\b\n", "")
    yield from _options(context)
    if isinstance(context.command, click.Group):
        for name, command in sorted(context.command.commands.items()):
            yield from _command(click.Context(command, context, info_name=name), f"{level}#")


def _options(context: click.Context) -> Iterator[str]:
    for parameter in context.command.params:
        record = parameter.get_help_record(context)
        if isinstance(parameter, click.Option) and record is not None:
            names, text = record
            yield f"`{names}`\n:   {text}"


def _field(name: str, field: Schema, *, required: bool) -> Iterator[str]:
    """A field: what to write there, whether it is required, and an example."""
    sentences = ["**Required.**"] if required else []
    sentences += [field.get("description", ""), f"{_capital(_kind(field))}."]
    if field.get("default") and not isinstance(field["default"], (dict, list)):
        sentences.append(f"Default: `{field['default']}`.")
    yield " ".join(part for part in sentences if part)
    if field.get("examples"):
        example = yaml.safe_dump({name: field["examples"][0]}, allow_unicode=True, sort_keys=False)
        # A quoted `yes` would confuse readers; the program accepts both.
        yield _fenced(example.replace("'yes'", "yes"))


def _definitions(schema: Schema) -> str:
    """The fields of an object as a list of definitions; empty if it has none."""
    schema = _object(schema)
    required = schema.get("required", ())
    return "\n\n".join(
        f"`{name}`\n:   {_indented(_field(name, field, required=name in required))}"
        for name, field in schema.get("properties", {}).items()
    )


def _indented(parts: Iterator[str]) -> str:
    return "\n\n".join(parts).replace("\n", "\n    ")


def _kind(field: Schema) -> str:
    """What a field may contain, in words."""
    match field:
        case {"$ref": reference}:
            name = reference.rpartition("/")[2]
            return f"see [{_spaced(name)}](#{_anchor(name)})"
        case {"anyOf": [*choices]} | {"oneOf": [*choices]}:
            if {"type": "boolean"} in choices:
                return "`yes` or `no`"
            return " or ".join(_kind(one) for one in choices if one != {"type": "null"})
        case {"enum": [*values]}:
            return "one of " + ", ".join(f"`{value}`" for value in values)
        case {"const": value}:
            return f"always `{value}`"
        case {"type": "array", "items": items}:
            most = f" of up to {field['maxItems']}" if "maxItems" in field else ""
            return f"a list{most}: {_kind(items)}"
        case {"type": "integer"}:
            return f"a whole number from {field['minimum']} to {field['maximum']}"
        case {"type": "object"}:
            return "names with their values"
        case {"type": "boolean"}:
            return "`yes` or `no`"
        case {"format": "date"}:
            return "a date, YYYY-MM-DD"
        case {"type": "string"}:
            return _text(field)
    raise ValueError(f"no words for {json.dumps(field)}")


def _text(field: Schema) -> str:
    kind = _PATTERNS.get(field.get("pattern", ""))
    kind = kind or ("one line of text" if "pattern" in field else "text")
    return kind + (f", up to {field['maxLength']} characters" if "maxLength" in field else "")


def _object(schema: Schema) -> Schema:
    """The part of a schema that has fields; its short form, a bare text, is an alternative."""
    return next((one for one in schema.get("anyOf", ()) if "properties" in one), schema)


def _about(schema: Schema) -> str:
    short = " Can be written as plain text." if "anyOf" in schema else ""
    return f"{_object(schema).get('description', '')}{short}".strip()


def _anchor(name: str) -> str:
    """The anchor of a group's heading; a field's anchor is its name."""
    return f"{name.lower()}-group"


def _spaced(name: str) -> str:
    words = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name)
    return _capital(words.strip())


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _fenced(text: str) -> str:
    return f"```yaml\n{text.strip()}\n```"
