"""Parse mkdocs.yml into values with their tags and positions.

The file may contain tags that import modules and call functions. Here nothing is imported or
called: a tag becomes a `Tagged` value. The parser is PyYAML's own, which MkDocs uses too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

import yaml

from answerable.diagnostics import Diagnostic, Location, Severity
from answerable.source.read import syntax
from answerable.source.read.encoding import refused_character
from answerable.source.read.events import EventReader, OpenNode
from answerable.source.read.positions import Keys

ENV = "!ENV"
RELATIVE = "!relative"
OWN_PREFIX = "tag:yaml.org,2002:"
"""The beginning of the full names of YAML's own tags; `!!` is short for it."""

_COMPARE = (
    "Compare it with that of a new course, made with `answerable new` and the name of a folder."
)


@dataclass(frozen=True, slots=True)
class Tagged:
    """A value with a tag that is not YAML's own, such as `!!python/name:os.system`.

    The value of `!ENV` is a list: names of variables, followed by the default if there is one.
    """

    tag: str
    value: Any


@dataclass(frozen=True, slots=True)
class Named:
    """A tag or an environment variable, and where a file names it."""

    name: str
    location: Location


@dataclass(slots=True)
class Tree:
    """The content of a text: values with their tags, positions by path of keys, and what would need
    more than reading: tags, and variables other than the site's address.
    """

    values: dict[str, Any]
    places: dict[Keys, Location]
    tags: tuple[Named, ...]
    variables: tuple[Named, ...]


def config_problem(
    location: Location | Path, message: str, hint: str = "", severity: Severity = Severity.ERROR
) -> Diagnostic:
    """Return AN420: something is wrong with mkdocs.yml, or MkDocs says so."""
    where = Location(location.as_posix()) if isinstance(location, Path) else location
    return Diagnostic("AN420", severity, message.strip(), where, hint)


def nearest(places: Mapping[Keys, Location], keys: Keys) -> Location:
    """Where a value is, or else the nearest one around it, or else the whole file."""
    for end in range(len(keys), -1, -1):
        if found := places.get(keys[:end]):
            return found
    raise KeyError(keys)  # the whole file is always known


def location_of(
    path: str, lines: tuple[str, ...], line: int, column: int, length: int = 0
) -> Location:
    """Return a place in a text; the given lines and columns count from 0."""
    excerpt = lines[line] if line < len(lines) else ""
    return Location(path, line + 1, column + 1, column + 1 + length if length else 0, excerpt)


class StopError(Exception):
    """The text is refused, for this reason."""

    def __init__(self, problem: Diagnostic) -> None:
        super().__init__(problem.message)
        self.problem = problem


@dataclass(slots=True)
class _OpenSettings(OpenNode):
    """`has_key` is whether a name waits for its value; the name itself may be None."""

    tag: str | None = None
    has_key: bool = False
    merged: dict[Any, Any] = field(default_factory=dict)
    variables: list[Named] = field(default_factory=list)

    @property
    def awaits_key(self) -> bool:
        return isinstance(self.node, dict) and not self.has_key


class Builder(EventReader[_OpenSettings]):
    """Builds a `Tree` from YAML events, with an explicit stack that no nesting can overflow.

    `path` is the file's name in messages, and `lines` are its content. Aliases may expand it to
    `most` characters. `address` is the setting in which a variable may be read.
    """

    def __init__(self, path: str, lines: tuple[str, ...], most: int, address: str) -> None:
        super().__init__()
        self._path = path
        self._lines = lines
        self._most = most
        self._address = address
        self._plain = yaml.SafeLoader("")  # resolves the type of a plain scalar
        self._places: dict[Keys, Location] = {(): Location(path)}
        self._tags: list[Named] = []
        self._variables: list[Named] = []

    def build(self, events: Iterable[yaml.Event]) -> Tree:
        """Build the tree. Raises `StopError`, or what the parser and Python raise for bad YAML."""
        self.read(events)
        if self.root is None:
            self.root = {}
        if not isinstance(self.root, dict):
            message = "MkDocs can't read the file: it doesn't contain settings."
            raise StopError(config_problem(Location(self._path), message, _COMPARE))
        values = {str(key): value for key, value in self.root.items()}
        return Tree(values, self._places, tuple(self._tags), tuple(self._variables))

    def second_document(self, event: yaml.Event) -> None:
        self._stop(event, "A second document starts here.", "Delete the line `---`.")

    def _where(self, event: yaml.Event, length: int = 0) -> Location:
        mark: Any = event.start_mark
        return location_of(self._path, self._lines, mark.line, mark.column, length)

    def _stop(self, event: yaml.Event, message: str, hint: str = "") -> NoReturn:
        raise StopError(config_problem(self._where(event), message, hint))

    def _grow(self, event: yaml.Event, weight: int) -> None:
        self.weight += weight
        if self.weight > self._most:
            message = f"Repeated with `*`, the file is longer than {self._most:,} characters."
            self._stop(event, message, "Write the content out instead of repeating it.")

    def _note_tag(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> str | None:
        """Return the event's tag, unless it is one of YAML's own."""
        tag = event.tag
        if tag is None or tag in _OWN_TAGS:
            return None
        shown = tag.replace(OWN_PREFIX, "!!")
        known = (ENV, RELATIVE) if isinstance(event, yaml.ScalarEvent) else (ENV,)
        top = self.top
        if (
            tag not in known
            or isinstance(event, yaml.MappingStartEvent)
            or (top and top.key is _MERGE)
        ):
            self._tags.append(Named(shown, self._where(event)))
        return shown

    def scalar(self, event: yaml.ScalarEvent) -> None:
        top = self.top
        if refused := refused_character(event.value):  # written as an escape; not allowed in a path
            message = f"The text contains the invisible character U+{ord(refused[0]):04X}."
            self._stop(event, message, "Remove the escape sequence.")
        tag = self._note_tag(event)
        value: Any = event.value
        if tag == ENV:
            variables = [Named(event.value, self._where(event))]
            value = self._variables_of(variables, [], self._keys(event), event.anchor)
        elif tag is not None:
            value = Tagged(tag, value)
        else:
            value = self._meaning(event)
        if top and top.tag == ENV:  # names of variables stay texts
            top.variables.append(Named(event.value, self._where(event)))
        self._add(event, value, len(event.value) + 1, 0, event.anchor)

    def _meaning(self, event: yaml.ScalarEvent) -> Any:
        """Return the value of a scalar: a text, a number, yes or no, nothing."""
        tag = event.tag if event.tag in _OWN_TAGS else None
        return self._constructed(event.value, tag, (event.implicit[0], event.implicit[1]))

    def _constructed(self, text: str, tag: str | None, implicit: tuple[bool, bool]) -> Any:
        tag = tag or self._plain.resolve(yaml.ScalarNode, text, implicit)  # type: ignore[no-untyped-call]
        if tag == _MERGE.tag:
            return _MERGE
        if tag not in _OWN_TAGS:  # `=`
            return text
        return self._plain.construct_object(yaml.ScalarNode(tag, text))

    def start(self, event: yaml.CollectionStartEvent) -> None:
        if len(self.stack) >= syntax.MAX_DEPTH:
            message = f"Lists or settings are more than {syntax.MAX_DEPTH} levels deep."
            self._stop(event, f"MkDocs can't read the file: {message}", _COMPARE)
        top = self.top
        if top and top.awaits_key:
            self._stop(event, "The name of a setting must be a word.", _COMPARE)
        keys = self._keys(event)
        node: dict[Any, Any] | list[Any] = {} if isinstance(event, yaml.MappingStartEvent) else []
        self.stack.append(_OpenSettings(node, keys, event.anchor, tag=self._note_tag(event)))

    def end(self, event: yaml.CollectionEndEvent, done: _OpenSettings) -> Any:
        value: Any = done.node
        if isinstance(value, dict):
            value = done.merged | value
        if done.tag == ENV and isinstance(value, list):
            names, default = done.variables, value[1:][-1:]  # a single one is a variable
            if len(names) < len(value) - 1 or not names:
                message = "`!ENV` takes the names of variables, then a default value."
                self._stop(event, message, _COMPARE)
            names = names[: max(len(value) - 1, 1)]
            value = self._variables_of(names, default, done.keys, done.anchor)
        elif done.tag is not None:
            value = Tagged(done.tag, value)
        return value

    def alias(self, event: yaml.AliasEvent) -> None:
        if event.anchor not in self.anchors:
            self._stop(event, f"`*{event.anchor}` repeats something that doesn't exist, or itself.")
        value, weight, height = self.anchors[event.anchor]
        if len(self.stack) + height > syntax.MAX_DEPTH:
            message = f"Lists or settings are more than {syntax.MAX_DEPTH} levels deep."
            self._stop(event, message, "Write the content out instead of repeating it.")
        self._grow(event, weight)
        self._add(event, value, weight, height, None)

    def _add(
        self, event: yaml.NodeEvent, value: Any, weight: int, height: int, anchor: str | None
    ) -> None:
        top = self.top
        if top and top.awaits_key:
            if isinstance(value, (dict, list, Tagged)) and value is not _MERGE:
                self._stop(event, "The name of a setting must be a word.", _COMPARE)
            top.key, top.has_key = value, True
            top.weight += weight
            self._places[(*top.keys, str(value))] = self._where(event, max(weight - 1, 0))
            return
        self._keys(event)
        if anchor:
            self.anchors[anchor] = (value, weight, height)
        self.attach(event, value, weight, height)

    def _keys(self, event: yaml.Event) -> Keys:
        """The path of the next value; its position is recorded if it is in a list."""
        top = self.top
        if top is None:
            return ()
        if isinstance(top.node, dict):
            return (*top.keys, str(top.key))
        keys = (*top.keys, len(top.node))
        self._places.setdefault(keys, self._where(event))
        return keys

    def attach(self, event: yaml.Event, value: Any, weight: int, height: int) -> None:
        if value is _MERGE:
            self._stop(event, _GROUPS_ALONE)
        super().attach(event, value, weight, height)

    def fill(self, event: yaml.Event, top: _OpenSettings, value: Any) -> None:
        if top.key is _MERGE:
            self._merge(event, top, value)
        elif isinstance(top.node, dict):
            top.node[top.key] = value
        top.has_key = False

    def _merge(self, event: yaml.Event, top: _OpenSettings, value: Any) -> None:
        """Merge in other groups of settings. If several in a list have a field, the first one
        counts.
        """
        groups = value if isinstance(value, list) else [value]
        for group in reversed(groups):
            if not isinstance(group, dict):
                self._stop(event, _GROUPS_ALONE)
            top.merged |= group

    def _variables_of(
        self, names: list[Named], default: list[Any], keys: Keys, anchor: str | None
    ) -> Tagged:
        """Return variables and their default; record them wherever they could become a text."""
        if keys != (self._address,) or anchor:
            self._variables += names
        return Tagged(ENV, [*(one.name for one in names), *default])


_MERGE = Tagged(OWN_PREFIX + "merge", "<<")
"""The name `<<`, which merges in another group; in quotes it is an ordinary name."""

_GROUPS_ALONE = "`<<` can only merge groups of settings."
_OWN_TAGS = frozenset(
    OWN_PREFIX + name
    for name in ("str", "int", "float", "bool", "null", "seq", "map", "timestamp", "binary")
)
