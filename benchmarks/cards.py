"""What many cards cost: CPU seconds and memory for decks made of the shipped scenarios.

.venv-test/bin/python benchmarks/cards.py [--cards 1000]
"""

from __future__ import annotations

import argparse
import os
import resource
import tempfile
import time
from pathlib import Path

from answerable.handouts.cards.make import make_deck
from answerable.handouts.cards.options import CardOptions, plan
from answerable.model import Course
from answerable.source.read.load import load_course

ROOT = Path(__file__).parent.parent


def course_of(cards: int) -> Course:
    """A course with so many scenarios, which are the shipped ones over and over."""
    course = load_course(ROOT / "scenarios").course
    assert course is not None
    modules = []
    for place, module in enumerate(course.modules):
        count = cards // len(course.modules) + (place < cards % len(course.modules))
        chosen = (course.scenarios[(n * 7 + place) % len(course.scenarios)] for n in range(count))
        scenarios = tuple(
            scenario.model_copy(
                update={
                    "id": f"x{place}-{n}",
                    "code": f"{module.letter}{n}",
                    "module_id": module.id,
                }
            )
            for n, scenario in enumerate(chosen, 1)
        )
        modules.append(module.model_copy(update={"scenarios": scenarios}))
    return course.model_copy(update={"modules": tuple(modules)})


def main() -> None:
    """Measure with an empty cache."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cards", type=int, default=1000)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as nothing_kept:
        os.environ["XDG_CACHE_HOME"] = nothing_kept
        measure(arguments.cards)


def measure(many: int) -> None:
    """Set 100 and `many` cards, and print what each deck cost, and the ratio."""
    each = []
    for cards in (100, many):
        course = course_of(cards)
        before, began = _cpu(), time.monotonic()
        printed = make_deck("scenarios", course, course.scenarios, plan(CardOptions()))
        cpu, wall = _cpu() - before, time.monotonic() - began
        each.append(cpu / cards)
        print(
            f"{cards} cards: {cpu:.1f} s CPU, {wall:.1f} s, {len(printed.pdf) / 1e6:.1f} MB, "
            f"at most {_memory()} MB of memory in one process"
        )
    print(f"a card of many costs {each[1] / each[0]:.2f} of what a card of 100 costs")


def _cpu() -> float:
    whose = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(sum(resource.getrusage(who)[:2]) for who in whose)


def _memory() -> int:
    whose = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return max(resource.getrusage(who).ru_maxrss for who in whose) // 1024


if __name__ == "__main__":
    main()
