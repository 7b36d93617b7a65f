"""Near duplicates are found as if every scenario were compared with every other one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from answerable.checks.outline import SKETCH, Outline, alike
from answerable.items.partners import Teaching

# Few different pieces, so that many scenarios have many in common.
sketches = st.sets(st.integers(0, 45), min_size=1, max_size=SKETCH).map(sorted)


def outline(number: int, sketch: list[int]) -> Outline:
    name = f"s-{number}"
    teaching = Teaching(name, "", (), "", "")
    return Outline(name, "module", (), None, None, None, (), (), sketch, (), False, None, teaching)


def share(one: list[int], other: list[int]) -> float:
    return 100 * len({*one} & {*other}) / len(one)


@given(st.lists(sketches, min_size=2, max_size=6), st.integers(50, 100))
def test_no_pair_is_overlooked(given_sketches: list[list[int]], percent: int) -> None:
    # Of the same length, as nearly all are: then a share is one of both.
    length = min(map(len, given_sketches))
    cut = [sketch[:length] for sketch in given_sketches]
    outlines = [outline(number, sketch) for number, sketch in enumerate(cut)]
    expected = [
        (outlines[number].id, max(round(share(sketch, other)) for other in cut[:number]))
        for number, sketch in enumerate(cut)
        if any(share(sketch, other) >= percent for other in cut[:number])
    ]
    assert [(one.id, found) for one, _, found in alike(outlines, percent)] == expected


def test_the_nearest_one_is_named() -> None:
    far, near, one = [*range(28), *range(90, 94)], list(range(32)), list(range(1, 33))
    outlines = [outline(number, sketch) for number, sketch in enumerate((far, near, one))]
    assert [(one.id, other.id, share) for one, other, share in alike(outlines, 80)] == [
        ("s-1", "s-0", 88),
        ("s-2", "s-1", 97),
    ]
