"""The models' words of help for Babel: the `description` of each field, in a module of models."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import IO


def extract(
    file: IO[bytes], *_: object, **_options: object
) -> Iterator[tuple[int, str, str, list[str]]]:
    """Yield each description that is a plain text, in the form that Babel expects.

    One that is put together, such as of a list of words that courses may use, stays as it is.
    """
    for node in ast.walk(ast.parse(file.read())):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id == "Field"
        ):
            for keyword in node.keywords:
                text = getattr(keyword.value, "value", None)
                if keyword.arg == "description" and isinstance(text, str):
                    yield node.lineno, "", text, []
