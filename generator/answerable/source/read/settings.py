"""Read mkdocs.yml as data, without running anything: values, positions, and what would need a
program.

MkDocs' own file may contain tags that import modules and call functions, and take values from
environment variables. Here nothing is imported or called, and a variable is read only under
`site_url`, where only an address makes sense. Only `read_settings` opens files.

MkDocs never opens the file itself: a build passes it what was read here (see `for_mkdocs`), so a
file can't mean one thing to the checks and another to MkDocs.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from answerable.diagnostics import Diagnostic, Location
from answerable.source.read.encoding import decode, split_lines
from answerable.source.read.positions import Keys
from answerable.source.read.source import parse, read_content
from answerable.source.read.tagged import (
    ENV,
    OWN_PREFIX,
    Builder,
    Named,
    StopError,
    Tagged,
    Tree,
    config_problem,
    location_of,
    nearest,
)

MAX_CHARACTERS = 300_000
"""The largest mkdocs.yml that is read, and the largest that aliases may expand to."""

MAX_INHERITED = 10
"""How many files may inherit from each other."""

ADDRESS = "site_url"

_ADDRESS = re.compile(r"https?://[^\s/@?#]+(/[^\s?#]*)?", re.IGNORECASE)
_TAG = re.compile(r"!\w[\w./:-]*")
_SLIPS = {"AN108", "AN109", "AN110", "AN111", "AN112", "AN113"}
"""Codes for mistakes in lines that can happen in any YAML file."""
_COMPARE = (
    "Compare it with that of a new course, made with `answerable new` and the name of a folder."
)


@dataclass(frozen=True)
class Settings:
    """The content of mkdocs.yml, together with the files it inherits from.

    `written` has the values with their tags. In `values`, each variable is replaced by its default,
    unless it may be read. `tags` are all that aren't YAML's own; `variables` are those that were
    not read. `files` are the files that were read, mkdocs.yml first.
    """

    written: Mapping[str, Any]
    values: Mapping[str, Any]
    places: Mapping[Keys, Location]
    tags: tuple[Named, ...] = ()
    variables: tuple[Named, ...] = ()
    files: tuple[Path, ...] = ()

    def where(self, *keys: str | int) -> Location:
        """Where a value is, or else the nearest one around it, or else the whole file."""
        return nearest(self.places, keys)


def read_settings(
    config_file: Path, environment: Mapping[str, str]
) -> Settings | tuple[Diagnostic, ...]:
    """Read mkdocs.yml and what it inherits from, within its folder; or say what is wrong with it.

    Never raises because of a bad file.
    """
    root = config_file.parent.resolve()
    chain: list[Tree] = []
    files: list[Path] = []
    file = config_file
    if not file.resolve().is_relative_to(root):
        hint = "Put a copy of the file itself there."
        return (
            config_problem(file, "This link points outside its folder, so it isn't read.", hint),
        )
    while True:
        found = _read(file)
        if isinstance(found, Diagnostic):
            return (found,)
        chain.append(found)
        files.append(file)
        heir = found.values.pop("INHERIT", None)
        if heir is None:
            break
        where = nearest(found.places, ("INHERIT",))
        if not isinstance(heir, str):
            return (config_problem(where, "`INHERIT` doesn't name a file.", _COMPARE),)
        file = Path(os.path.normpath(file.parent / heir))
        if not file.resolve().is_relative_to(root):
            message = f"`INHERIT` points outside the project's folder, so `{heir}` isn't read."
            hint = "Copy the file to the folder of mkdocs.yml, and name that copy."
            return (config_problem(where, message, hint),)
        if not file.is_file():
            return (config_problem(where, f"There is no file `{heir}` to inherit from."),)
        if len(chain) == MAX_INHERITED:
            message = (
                f"More than {MAX_INHERITED} files inherit from each other, or one inherits from "
                "itself"
            )
            return (config_problem(where, f"{message}.", "Remove the line."),)
    whole = chain.pop()
    for child in reversed(chain):
        whole = Tree(
            _merged(whole.values, child.values),
            {**whole.places, **child.places},
            child.tags + whole.tags,
            child.variables + whole.variables,
        )
    return replace(_settings(whole, environment), files=tuple(files))


def _read(file: Path) -> Tree | Diagnostic:
    path = file.as_posix()
    content = read_content(file, path)
    if isinstance(content, Diagnostic):
        return content
    text = decode(content, path)
    return text if isinstance(text, Diagnostic) else _tree(text, path)


def settings_of(text: str, path: str, environment: Mapping[str, str]) -> Settings | Diagnostic:
    """Return the settings in a text, or what is wrong with it. `path` is the file's name in
    messages.
    """
    found = _tree(text, path)
    return found if isinstance(found, Diagnostic) else _settings(found, environment)


def _settings(tree: Tree, environment: Mapping[str, str]) -> Settings:
    values = {name: _with_defaults(value) for name, value in tree.values.items()}
    written = dict(tree.values)
    address = written.get(ADDRESS)
    if isinstance(address, Tagged) and address.tag == ENV:
        values[ADDRESS] = written[ADDRESS] = _address(address, environment)
    return Settings(written, values, tree.places, tuple(tree.tags), tuple(tree.variables))


def _with_defaults(value: Any) -> Any:
    """Replace each variable in a value by its default."""
    if isinstance(value, dict):
        return {key: _with_defaults(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_with_defaults(inner) for inner in value]
    if isinstance(value, Tagged) and value.tag == ENV:
        return _with_defaults(value.value[-1]) if len(value.value) > 1 else None
    return value


def _address(variables: Tagged, environment: Mapping[str, str]) -> Any:
    """Return the first variable that is set, if it is an address without a password; otherwise the
    default. This keeps secrets out of pages and cards.
    """
    *names, default = variables.value if len(variables.value) > 1 else (*variables.value, None)
    set_ones = (environment[name] for name in names if name in environment)
    value = next(set_ones, None)
    return value if value == "" or (value and _ADDRESS.fullmatch(value)) else default


def for_mkdocs(settings: Settings) -> bytes:
    """Return the settings for MkDocs to read, with nothing left to repeat, merge or inherit."""
    return yaml.dump(
        dict(settings.written), Dumper=_Dumper, sort_keys=False, encoding="ascii"
    )  # without `allow_unicode`, so that every character survives


class _Dumper(yaml.SafeDumper):
    """Writes tagged values as they were, and a repeated value in full each time."""

    def ignore_aliases(self, _: Any) -> bool:
        return True


def _tagged(dumper: yaml.SafeDumper, value: Tagged) -> yaml.Node:
    tag = value.tag
    if tag.startswith("!!"):
        tag = OWN_PREFIX + tag.removeprefix("!!")
    if isinstance(value.value, dict):
        return dumper.represent_mapping(tag, value.value)
    if isinstance(value.value, list):
        return dumper.represent_sequence(tag, value.value)
    return dumper.represent_scalar(tag, value.value)


_Dumper.add_representer(Tagged, _tagged)


def _tree(text: str, path: str) -> Tree | Diagnostic:
    if len(text) > MAX_CHARACTERS:
        message = f"The file is longer than {MAX_CHARACTERS:,} characters."
        return config_problem(Location(path), message, _COMPARE)
    builder = Builder(path, split_lines(text), MAX_CHARACTERS, ADDRESS)
    try:
        return builder.build(yaml.parse(text, Loader=yaml.SafeLoader))
    except StopError as stop:
        return stop.problem
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError) as error:
        return _explained(text, path, error)


def _explained(text: str, path: str, error: Exception) -> Diagnostic:
    """Say why a text isn't valid YAML, in the same words as for scenario files."""
    lines = split_lines(text)
    # Scenario files have no tags; without tags, both readers fail at the same place.
    for slip in parse(_TAG.sub(lambda tag: " " * len(tag[0]), text), path).diagnostics:
        if slip.code in _SLIPS:
            return replace(
                slip, location=replace(slip.location, excerpt=lines[slip.location.line - 1])
            )
    mark = getattr(error, "problem_mark", None)
    where = location_of(path, lines, mark.line, mark.column) if mark else Location(path)
    message = getattr(error, "problem", None) or " ".join(str(error).split())
    return config_problem(where, f"MkDocs can't read the file: {message}.", _COMPARE)


def _merged(parent: Mapping[str, Any], child: Mapping[str, Any]) -> dict[str, Any]:
    """Return the parent's settings, overridden by the child's, group by group."""
    merged = dict(parent)
    for key, value in child.items():
        before = merged.get(key)
        both = isinstance(before, Mapping) and isinstance(value, Mapping)
        merged[key] = _merged(before, value) if both else value  # type: ignore[arg-type]
    return merged
