"""Run a test for many values at once."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterable

Test = Callable[..., None]


def each(name: str, values: Iterable[object]) -> Callable[[Test], Test]:
    """Run a test for each value of an argument in turn; a failure says with which one.

    Unlike `parametrize`, it makes one test of all: pytest's own work on a test takes 2 ms, which is
    more than many tests of a text do.
    """

    def decorate(test: Test) -> Test:
        @functools.wraps(test)
        def with_each(*arguments: object, **others: object) -> None:
            for value in values:
                try:
                    test(*arguments, **{name: value}, **others)
                except BaseException as error:
                    error.add_note(f"with {name} = {value!r}")
                    raise

        signature = inspect.signature(test)
        needed = [one for one in signature.parameters.values() if one.name != name]
        with_each.__signature__ = signature.replace(parameters=needed)  # type: ignore[attr-defined]
        return with_each

    return decorate
