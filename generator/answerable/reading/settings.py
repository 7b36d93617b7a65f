"""mkdocs.yml as data: values, where each of them is, and what in it would need more than reading.

MkDocs' file may hold tags that import modules and call functions, and take values from variables of
the system. Here nothing is imported and nothing is called: a tag becomes a `Tagged` value, and a
variable is read only under `site_url`, where nothing but an address is of use. Files are opened by
`read_settings` alone.

The parser is PyYAML's own, which MkDocs uses too, so that both see the same file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NoReturn

import yaml

from answerable.diagnostics import Diagnostic, Location, Severity
from answerable.reading import syntax
from answerable.reading.encoding import decode, split_lines
from answerable.reading.source import parse, read_content

MAX_CHARACTERS = 300_000
"""The largest mkdocs.yml that is read, and the largest that aliases may make of one."""

MAX_INHERITED = 10
"""How many files may inherit from each other."""

ENV = "!ENV"
RELATIVE = "!relative"
ADDRESS = "site_url"

Keys = tuple[str | int, ...]

_ADDRESS = re.compile(r"https?://[^\s/]+", re.IGNORECASE)
_TAG = re.compile(r"!\w[\w./:-]*")
_SLIPS = {"AN108", "AN109", "AN110", "AN111", "AN112", "AN113"}
"""What is wrong with lines in every YAML file."""
_COMPARE = "Compare it with that of a new course: `answerable new` and the name of a folder."


@dataclass(frozen=True, slots=True)
class Tagged:
    """A value with a tag that is not YAML's own, such as `!!python/name:os.system`."""

    tag: str
    value: Any


@dataclass(frozen=True, slots=True)
class Named:
    """A tag, or a variable of the system, and where a file names it."""

    name: str
    location: Location


@dataclass(frozen=True)
class Settings:
    """What mkdocs.yml says, together with the files that it inherits from.

    `tags` are all that are not YAML's own; `variables` are those that were not read, whose
    default counts instead. `files` are the files that were read, mkdocs.yml first.
    """

    values: Mapping[str, Any]
    places: Mapping[Keys, Location]
    tags: tuple[Named, ...] = ()
    variables: tuple[Named, ...] = ()
    files: tuple[Path, ...] = ()

    def where(self, *keys: str | int) -> Location:
        """Where a value is, or the nearest one around it; the whole file at last."""
        for end in range(len(keys), -1, -1):
            if found := self.places.get(keys[:end]):
                return found
        raise KeyError(keys)  # the whole file is always known


def config_problem(
    location: Location | Path, message: str, hint: str = "", severity: Severity = Severity.ERROR
) -> Diagnostic:
    """AN420: something is wrong with mkdocs.yml, or MkDocs says so."""
    where = Location(location.as_posix()) if isinstance(location, Path) else location
    return Diagnostic("AN420", severity, message.strip(), where, hint)


def read_settings(
    config_file: Path, environment: Mapping[str, str]
) -> Settings | tuple[Diagnostic, ...]:
    """Read mkdocs.yml and what it inherits from, within its folder; or say what is wrong with it.

    Never raises for a bad file.
    """
    root = config_file.parent.resolve()
    chain: list[Settings] = []
    file = config_file
    while True:
        found = _read(file, environment)
        if isinstance(found, Diagnostic):
            return (found,)
        chain.append(found)
        heir = found.values.get("INHERIT")
        if heir is None:
            break
        where = found.where("INHERIT")
        if not isinstance(heir, str):
            return (config_problem(where, "`INHERIT` names no file.", _COMPARE),)
        file = file.parent / heir
        if not file.resolve().is_relative_to(root):
            message = f"`INHERIT` leads out of the project's folder: `{heir}` is not read."
            hint = "Copy the file into the folder of mkdocs.yml, and name it there."
            return (config_problem(where, message, hint),)
        if not file.is_file():
            return (config_problem(where, f"There is no file `{heir}` to inherit from."),)
        if len(chain) == MAX_INHERITED:
            message = f"More than {MAX_INHERITED} files inherit from each other, or one from itself"
            return (config_problem(where, f"{message}.", "Take the line out."),)
    settings = chain.pop()
    for child in reversed(chain):
        settings = Settings(
            _merged(settings.values, child.values),
            {**settings.places, **child.places},
            child.tags + settings.tags,
            child.variables + settings.variables,
            child.files + settings.files,
        )
    values = {key: value for key, value in settings.values.items() if key != "INHERIT"}
    return replace(settings, values=values)


def _read(file: Path, environment: Mapping[str, str]) -> Settings | Diagnostic:
    path = file.as_posix()
    content = read_content(file, path)
    if isinstance(content, Diagnostic):
        return content
    text = decode(content, path)
    if isinstance(text, Diagnostic):
        return text
    found = settings_of(text, path, environment)
    return found if isinstance(found, Diagnostic) else replace(found, files=(file,))


def settings_of(text: str, path: str, environment: Mapping[str, str]) -> Settings | Diagnostic:
    """The settings in a text, or what is wrong with it. `path` is how messages name the file."""
    if len(text) > MAX_CHARACTERS:
        message = f"The file is longer than {MAX_CHARACTERS:,} characters."
        return config_problem(Location(path), message, _COMPARE)
    builder = _Builder(path, split_lines(text), environment)
    try:
        return builder.build(yaml.parse(text, Loader=yaml.SafeLoader))
    except _StopError as stop:
        return stop.problem
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError) as error:
        return _explained(text, path, error)


def _explained(text: str, path: str, error: Exception) -> Diagnostic:
    """What is wrong with a text that is no YAML, in the words that scenario files get."""
    lines = split_lines(text)
    # Scenario files have no tags; without them, both stumble at the same place.
    for slip in parse(_TAG.sub(lambda tag: " " * len(tag[0]), text), path).diagnostics:
        if slip.code in _SLIPS:
            return replace(
                slip, location=replace(slip.location, excerpt=lines[slip.location.line - 1])
            )
    mark = getattr(error, "problem_mark", None)
    where = _location(path, lines, mark.line, mark.column) if mark else Location(path)
    message = getattr(error, "problem", None) or " ".join(str(error).split())
    return config_problem(where, f"MkDocs cannot read the file: {message}.", _COMPARE)


def _merged(parent: Mapping[str, Any], child: Mapping[str, Any]) -> dict[str, Any]:
    """The parent's settings with those of the child in their place, group by group."""
    merged = dict(parent)
    for key, value in child.items():
        before = merged.get(key)
        both = isinstance(before, Mapping) and isinstance(value, Mapping)
        merged[key] = _merged(before, value) if both else value  # type: ignore[arg-type]
    return merged


def _location(
    path: str, lines: tuple[str, ...], line: int, column: int, length: int = 0
) -> Location:
    excerpt = lines[line] if line < len(lines) else ""
    return Location(path, line + 1, column + 1, column + 1 + length if length else 0, excerpt)


class _StopError(Exception):
    def __init__(self, problem: Diagnostic) -> None:
        super().__init__(problem.message)
        self.problem = problem


@dataclass(slots=True)
class _Open:
    """A list or group that has begun and not ended. `weight` counts its characters and nodes."""

    node: dict[Any, Any] | list[Any]
    keys: Keys
    tag: str | None
    anchor: str | None
    key: Any = None
    has_key: bool = False
    merged: dict[Any, Any] = field(default_factory=dict)
    variables: list[Named] = field(default_factory=list)
    weight: int = 1
    height: int = 0


class _Builder:
    """Builds `Settings` from YAML events, with a stack of its own that no nesting overflows."""

    def __init__(self, path: str, lines: tuple[str, ...], environment: Mapping[str, str]) -> None:
        self._path = path
        self._lines = lines
        self._environment = environment
        self._plain = yaml.SafeLoader("")  # knows what a plain scalar means
        self._places: dict[Keys, Location] = {(): Location(path)}
        self._tags: list[Named] = []
        self._variables: list[Named] = []
        self._stack: list[_Open] = []
        self._anchors: dict[str, tuple[Any, int, int]] = {}
        self._weight = 0
        self._root: Any = None

    def build(self, events: Iterable[yaml.Event]) -> Settings:
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._stop(event, "A second document starts here.", "Delete the line `---`.")
            elif isinstance(event, yaml.ScalarEvent):
                self._scalar(event)
            elif isinstance(event, yaml.CollectionStartEvent):
                self._start(event)
            elif isinstance(event, yaml.CollectionEndEvent):
                self._end(event)
            elif isinstance(event, yaml.AliasEvent):
                self._alias(event)
        if self._root is None:
            self._root = {}
        if not isinstance(self._root, dict):
            message = "MkDocs cannot read the file: it holds no settings."
            raise _StopError(config_problem(Location(self._path), message, _COMPARE))
        values = {str(key): value for key, value in self._root.items()}
        return Settings(values, self._places, tuple(self._tags), tuple(self._variables))

    def _where(self, event: yaml.Event, length: int = 0) -> Location:
        mark: Any = event.start_mark
        return _location(self._path, self._lines, mark.line, mark.column, length)

    def _stop(self, event: yaml.Event, message: str, hint: str = "") -> NoReturn:
        raise _StopError(config_problem(self._where(event), message, hint))

    def _grow(self, event: yaml.Event, weight: int) -> None:
        self._weight += weight
        if self._weight > MAX_CHARACTERS:
            message = f"Repeated with `*`, the file is longer than {MAX_CHARACTERS:,} characters."
            self._stop(event, message, "Write the content out instead of repeating it.")

    def _note_tag(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> str | None:
        """The event's tag, unless it is one of YAML's own."""
        tag = event.tag
        if tag is None or tag in _OWN_TAGS:
            return None
        shown = tag.replace("tag:yaml.org,2002:", "!!")
        known = (ENV, RELATIVE) if isinstance(event, yaml.ScalarEvent) else (ENV,)
        top = self._stack[-1] if self._stack else None
        if (
            tag not in known
            or isinstance(event, yaml.MappingStartEvent)
            or (top and top.key == "<<")
        ):
            self._tags.append(Named(shown, self._where(event)))
        return shown

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        top = self._stack[-1] if self._stack else None
        tag = self._note_tag(event)
        value: Any = event.value
        if tag == ENV:
            value = self._variable([Named(event.value, self._where(event))], None)
        elif tag is not None:
            value = Tagged(tag, value)
        elif not (top and top.tag == ENV):  # names of variables stay texts
            value = self._meaning(event)
        if top and top.tag == ENV:
            top.variables.append(Named(event.value, self._where(event)))
            value = self._meaning(event)  # the last of them is the default
        self._add(event, value, len(event.value) + 1, 0, event.anchor)

    def _meaning(self, event: yaml.ScalarEvent) -> Any:
        """What a scalar stands for: a text, a number, yes or no, nothing."""
        tag = event.tag if event.tag in _OWN_TAGS else None
        return self._constructed(event.value, tag, (event.implicit[0], event.implicit[1]))

    def _constructed(self, text: str, tag: str | None, implicit: tuple[bool, bool]) -> Any:
        tag = tag or self._plain.resolve(yaml.ScalarNode, text, implicit)  # type: ignore[no-untyped-call]
        if tag not in _OWN_TAGS:  # `<<` and `=`
            return text
        return self._plain.construct_object(yaml.ScalarNode(tag, text))

    def _start(self, event: yaml.CollectionStartEvent) -> None:
        if len(self._stack) >= syntax.MAX_DEPTH:
            message = f"Lists or settings are more than {syntax.MAX_DEPTH} levels deep."
            self._stop(event, f"MkDocs cannot read the file: {message}", _COMPARE)
        top = self._stack[-1] if self._stack else None
        if top and isinstance(top.node, dict) and not top.has_key:
            self._stop(event, "The name of a setting must be a word.", _COMPARE)
        keys = self._keys(event)
        node: dict[Any, Any] | list[Any] = {} if isinstance(event, yaml.MappingStartEvent) else []
        self._stack.append(_Open(node, keys, self._note_tag(event), event.anchor))

    def _end(self, event: yaml.CollectionEndEvent) -> None:
        done = self._stack.pop()
        value: Any = done.node
        if done.tag == ENV and len(done.variables) < max(len(value) - 1, 1):
            self._stop(event, "`!ENV` takes names of variables, and a value at the end.", _COMPARE)
        if isinstance(value, dict):
            value = done.merged | value
        if done.tag == ENV and isinstance(value, list):
            default = value[-1] if len(value) > 1 else None  # a single one is a variable
            names = done.variables[: max(len(value) - 1, 1)]
            value = self._variable(names, default, done.keys)
        elif done.tag is not None:
            value = Tagged(done.tag, value)
        if done.anchor:
            self._anchors[done.anchor] = (value, done.weight, done.height + 1)
        self._attach(event, value, done.weight, done.height + 1)

    def _alias(self, event: yaml.AliasEvent) -> None:
        if event.anchor not in self._anchors:
            self._stop(event, f"`*{event.anchor}` repeats nothing that is there, or itself.")
        value, weight, height = self._anchors[event.anchor]
        if len(self._stack) + height > syntax.MAX_DEPTH:
            message = f"Lists or settings are more than {syntax.MAX_DEPTH} levels deep."
            self._stop(event, message, "Write the content out instead of repeating it.")
        self._grow(event, weight)
        self._add(event, value, weight, height, None)

    def _add(
        self, event: yaml.NodeEvent, value: Any, weight: int, height: int, anchor: str | None
    ) -> None:
        top = self._stack[-1] if self._stack else None
        if top and isinstance(top.node, dict) and not top.has_key:
            if isinstance(value, (dict, list, Tagged)):
                self._stop(event, "The name of a setting must be a word.", _COMPARE)
            top.key, top.has_key = value, True
            top.weight += weight
            self._places[(*top.keys, str(value))] = self._where(event, max(weight - 1, 0))
            return
        self._keys(event)
        if anchor:
            self._anchors[anchor] = (value, weight, height)
        self._attach(event, value, weight, height)

    def _keys(self, event: yaml.Event) -> Keys:
        """The path of the value that is about to be added, whose place is noted in a list."""
        top = self._stack[-1] if self._stack else None
        if top is None:
            return ()
        if isinstance(top.node, dict):
            return (*top.keys, str(top.key))
        keys = (*top.keys, len(top.node))
        self._places.setdefault(keys, self._where(event))
        return keys

    def _attach(self, event: yaml.Event, value: Any, weight: int, height: int) -> None:
        if not self._stack:
            self._root = value
            return
        top = self._stack[-1]
        top.weight += weight
        top.height = max(top.height, height)
        if isinstance(top.node, list):
            top.node.append(value)
            return
        if top.key == "<<":
            self._merge(event, top, value)
        else:
            top.node[top.key] = value
        top.has_key = False

    def _merge(self, event: yaml.Event, top: _Open, value: Any) -> None:
        """Take over other groups of settings. Of several in a list the first one counts."""
        groups = value if isinstance(value, list) else [value]
        for group in reversed(groups):
            if not isinstance(group, dict):
                self._stop(event, "`<<` takes over groups of settings, and nothing else.")
            top.merged |= group

    def _variable(self, names: list[Named], default: Any, keys: Keys | None = None) -> Any:
        """The value of the first variable that is set, if it may be read; else the default."""
        if keys is None:
            top = self._stack[-1] if self._stack else None
            keys = (*top.keys, str(top.key)) if top else ()
        if keys != (ADDRESS,):
            self._variables += names
            return default
        for name in names:
            if name.name in self._environment:
                value = self._environment[name.name]
                # Nothing but an address: a secret never becomes a part of a page or a card.
                return value if _ADDRESS.match(value) or not value else default
        return default


_KNOWN_TAGS: Mapping[type[yaml.Event], tuple[str, ...]] = {
    yaml.ScalarEvent: (ENV, RELATIVE),
    yaml.SequenceStartEvent: (ENV,),
}
"""MkDocs' own tags, and on what."""

_OWN_TAGS = frozenset(
    f"tag:yaml.org,2002:{name}"
    for name in ("str", "int", "float", "bool", "null", "seq", "map", "timestamp", "binary")
)
