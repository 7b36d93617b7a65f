"""What `answerable import` costs for a workbook with many rows, and how it grows.

    python benchmarks/imports.py [--rows 1000 10000]

Each row is a scenario of about 200 words, imported into a small course. Printed are CPU seconds
(user and system), seconds, the largest memory in MB, and the exponent of growth (1 is linear).
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

import openpyxl
from scale import Text, growth, usage_of, write_ours

MODULES = 10
IN_THE_COURSE = 10
COLUMNS = ["Title", "Module", "Situation", "Not accountable", "Why not", "Accountable", "Why"]


def write_workbook(path: Path, rows: int) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.append([*COLUMNS, "Solutions", "Lesson", "Tags"])
    for number in range(IN_THE_COURSE, IN_THE_COURSE + rows):
        text = Text(number, MODULES)
        f = text.fields
        poor, good = f["not_accountable"], f["accountable"]
        assert isinstance(poor, dict)
        assert isinstance(good, dict)
        solutions = f"{text.words(12, 6)}\n{text.words(12, 7)}"
        module = f"Module {number % MODULES}"
        replies = [poor["reply"], poor["why"], good["reply"], good["why"]]
        sheet.append(
            [f["title"], module, f["situation"], *replies, solutions, f["lesson"], "refund"]
        )
    workbook.save(path)


def measure(rows: int) -> tuple[float, float, int]:
    """CPU seconds, seconds and the largest memory in bytes of importing so many rows."""
    with tempfile.TemporaryDirectory() as folder:
        course, workbook = Path(folder, "course"), Path(folder, "rows.xlsx")
        write_ours(course, IN_THE_COURSE, MODULES)
        write_workbook(workbook, rows)
        arguments = ["answerable", "import", str(workbook), "--yes"]
        used = usage_of(course, arguments, Path(folder, "cache"))
        written = len(list(course.glob("scenarios/*/*.yml"))) - IN_THE_COURSE
        if written != rows:
            sys.exit(f"{written} of {rows} rows were imported")
        return used


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, nargs="+", default=[1000, 10000])
    every = {rows: measure(rows) for rows in parser.parse_args().rows}
    print("{:>7} {:>7} {:>7} {:>6}".format("rows", "CPU s", "s", "MB"))
    for rows, (cpu, wall, memory) in every.items():
        print(f"{rows:>7} {cpu:>7.1f} {wall:>7.1f} {memory / 1e6:>6.0f}")
    few, many = min(every), max(every)
    if few < many:
        grown = growth(few, many, every[few][0], every[many][0])
        print(f"CPU seconds grow with the number of rows to the power of {grown:.2f}")


if __name__ == "__main__":
    main()
