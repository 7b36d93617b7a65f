"""Turn YAML events into values, with an explicit stack that no nesting can overflow.

This is what both readers of YAML share: which event does what, and what an alias stands for. Each
reader decides what becomes of a text, a list and a group of fields.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import yaml

from answerable.source.read.positions import Keys


@dataclass(slots=True)
class OpenNode:
    """A list or group of fields that has begun but not ended.

    `key` is the name that waits for its value, or None. `weight` counts the node's characters and
    nodes, and `height` its inner levels, so that an alias to it costs as much as what it stands
    for.
    """

    node: dict[Any, Any] | list[Any]
    keys: Keys
    anchor: str | None
    key: Any = None
    weight: int = 1
    height: int = 0

    @property
    def awaits_key(self) -> bool:
        """Whether the name of a field comes next."""
        return self.key is None and isinstance(self.node, dict)


OpenedNode = TypeVar("OpenedNode", bound=OpenNode)


class EventReader(ABC, Generic[OpenedNode]):
    """Processes the events of one file. `anchors` are values with their weight and height."""

    def __init__(self) -> None:
        self.stack: list[OpenedNode] = []
        self.anchors: dict[str, tuple[Any, int, int]] = {}
        self.weight = 0
        self.root: Any = None
        self.documents = 0

    @property
    def top(self) -> OpenedNode | None:
        """The innermost list or group that is open."""
        return self.stack[-1] if self.stack else None

    def read(self, events: Iterable[yaml.Event]) -> None:
        for event in events:
            self.take(event)

    def take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.ScalarEvent):
            self.scalar(event)
        elif isinstance(event, yaml.CollectionStartEvent):
            self.start(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            done = self.stack.pop()
            value = self.end(event, done)
            height = done.height + 1
            if done.anchor:
                self.anchors[done.anchor] = (value, done.weight, height)
            self.attach(event, value, done.weight, height)
        elif isinstance(event, yaml.AliasEvent):
            self.alias(event)
        elif isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                self.second_document(event)

    def attach(self, event: yaml.Event, value: Any, weight: int, height: int) -> None:
        """Put a value into the open list or group; if there is none, the value is the whole
        document.
        """
        top = self.top
        if top is None:
            self.root = value
            return
        top.weight += weight
        top.height = max(top.height, height)
        if isinstance(top.node, list):
            top.node.append(value)
        else:
            self.fill(event, top, value)
            top.key = None

    @abstractmethod
    def scalar(self, event: yaml.ScalarEvent) -> None:
        """Handle a text: the name of a field, or a value."""

    @abstractmethod
    def start(self, event: yaml.CollectionStartEvent) -> None:
        """Push a list or group that begins onto the stack."""

    @abstractmethod
    def end(self, event: yaml.CollectionEndEvent, done: OpenedNode) -> Any:
        """Return the value of a list or group that has ended."""

    @abstractmethod
    def alias(self, event: yaml.AliasEvent) -> None:
        """Repeat the value of an anchor."""

    @abstractmethod
    def fill(self, event: yaml.Event, top: OpenedNode, value: Any) -> None:
        """Put a value into a group, under the name that waits for it."""

    @abstractmethod
    def second_document(self, event: yaml.Event) -> None:
        """Handle the start of another document in the file."""
