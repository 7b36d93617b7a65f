"""What a build costs: this project's plugin against plain MkDocs with the same texts as Markdown.

    python benchmarks/build.py [--scenarios 100 1000] [--runs 3]

Both build the same made-up course with the same words on each page (the plain one without cards,
tags and progress), the same theme and features, and scenario pages outside the navigation, each run
in a process of its own. Printed are the medians of CPU seconds (user and system), peak memory in MB
and bytes of HTML a scenario page, and the ratios, which is what can be compared between machines.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

MODULES = 10
POOL = 120  # questions on a page, as in answerable.site.quizzes
WORDS = [
    "parcel",
    "invoice",
    "customer",
    "call",
    "ticket",
    "engineer",
    "promise",
    "refund",
    "order",
    "counter",
    "message",
    "colleague",
    "address",
    "number",
    "morning",
    "answer",
    "delivery",
    "reason",
    "office",
    "repair",
    "system",
    "window",
    "question",
    "account",
]
THEME = """\
site_name: Benchmark
site_url: http://127.0.0.1:8000/
theme:
  name: material
  font: false
  features: [navigation.instant, navigation.tabs, navigation.top, search.highlight, toc.follow]
markdown_extensions: [admonition, attr_list, tables]
"""


@dataclass(frozen=True)
class Text:
    """The texts of one made-up scenario, about 200 words."""

    number: int

    def words(self, count: int, salt: int) -> str:
        start = self.number * 7 + salt * 3
        picked = [WORDS[(start + i * (salt + 1)) % len(WORDS)] for i in range(count)]
        return " ".join(picked).capitalize() + f" {self.number}."

    @property
    def fields(self) -> dict[str, object]:
        return {
            "title": f"Scenario {self.number}",
            "situation": self.words(60, 1),
            "not_accountable": {"reply": self.words(35, 2), "why": self.words(20, 3)},
            "accountable": {"reply": self.words(35, 4), "why": self.words(20, 5)},
            "solutions": [
                {"do": self.words(12, 6)},
                {"do": self.words(12, 7), "when": self.words(8, 8)},
            ],
            "lesson": self.words(20, 9),
            "tags": ["refund", "delivery"],
            "department": "Billing",
            "channel": "Phone",
        }

    @property
    def quiz(self) -> str:
        f = self.fields
        choices = "\n".join(
            f'<div><input type="radio" name="which-reply" id="c-{self.number}-{n}" value="{n}">'
            f'<label for="c-{self.number}-{n}">{f[name]["reply"]}</label></div>'  # type: ignore[index]
            for n, name in enumerate(("not_accountable", "accountable"))
        )
        return f"""\
<form method="get" action="#side-by-side"><fieldset>
<legend>Choose the reply that owns the issue.</legend>
{choices}
</fieldset><p><button type="submit">Check my answer</button></p></form>
"""

    @property
    def question(self) -> str:
        """What a quiz and the assessment hold of a scenario."""
        f = self.fields
        poor, good = f["not_accountable"], f["accountable"]
        return f"""\
{f["situation"]}

{self.quiz}

- {poor["reply"]} {poor["why"]}
- {good["reply"]} {good["why"]}

"""

    @property
    def markdown(self) -> str:
        f = self.fields
        poor, good = f["not_accountable"], f["accountable"]
        assert isinstance(poor, dict)
        assert isinstance(good, dict)
        previous, following = max(self.number - 1, 0), self.number + 1
        coaching = "\n".join(f"{n}. {self.words(10, 10 + n)}" for n in range(1, 7))
        return f"""\
[Module](../modules/module-{self.number % MODULES}.md)

# {f["title"]}

- {f["department"]}
- {f["channel"]}

## The situation

{f["situation"]}

## What would you say?

<div><label for="own-reply">Your reply, in your own words</label>
<textarea id="own-reply" rows="4"></textarea>
<p>Write first, then look at the replies below. Your words stay on this device.</p></div>

## Which reply is accountable?

{self.quiz}

## Side by side

Before you read why: what does each reply leave the customer with?

### Not accountable

> {poor["reply"]}

{poor["why"]}

### Accountable

> {good["reply"]}

{good["why"]}

## What can be done

In this order: the first is the best one for the customer.

1. {self.words(12, 6)}
2. {self.words(12, 7)}

    **When** {self.words(8, 8)}

## The lesson

{f["lesson"]}

## Talk it over

{coaching}

[refund](index.md) [delivery](index.md) [Print this as a card](../index.md)

[Previous](scenario-{previous}.md) [Next](scenario-{following}.md)
"""


@dataclass(frozen=True)
class Cost:
    """One run: CPU seconds, peak memory in bytes, bytes of HTML a scenario page."""

    cpu: float
    memory: float
    page: float


def write_ours(folder: Path, count: int) -> None:
    (folder / "content").mkdir(parents=True)
    (folder / "content/index.md").write_text("# Home\n", encoding="utf-8")
    for number in range(count):
        module = folder / "scenarios" / f"module-{number % MODULES}"
        module.mkdir(parents=True, exist_ok=True)
        # JSON is YAML, and every trainer's file is read by the same parser.
        text = json.dumps(Text(number).fields, indent=1)
        (module / f"scenario-{number}.yml").write_text(text, encoding="utf-8")
    listed = [{"folder": f"module-{n}", "title": f"Module {n}"} for n in range(MODULES)]
    course = json.dumps({"id": "benchmark", "title": "Benchmark", "modules": listed})
    (folder / "scenarios/course.yml").write_text(course, encoding="utf-8")
    nav = 'nav: [index.md, {Practise: [scenarios/index.md, "{modules}", tags.md, cards.md]}]\n'
    config = THEME + "docs_dir: content\nplugins: [search, answerable]\n" + nav
    (folder / "mkdocs.yml").write_text(config, encoding="utf-8")


def write_plain(folder: Path, count: int) -> None:
    pages = folder / "content/scenarios"
    pages.mkdir(parents=True)
    (folder / "content/index.md").write_text("# Home\n", encoding="utf-8")
    for number in range(count):
        (pages / f"scenario-{number}.md").write_text(Text(number).markdown, encoding="utf-8")
    (pages / f"scenario-{count}.md").write_text("# The last page\n", encoding="utf-8")
    listed = "".join(f"- [Scenario {n}](scenario-{n}.md)\n" for n in range(count))
    (pages / "index.md").write_text(f"# All scenarios\n\n{listed}", encoding="utf-8")
    modules = folder / "content/modules"
    modules.mkdir()
    names = range(MODULES)
    for number in names:
        (modules / f"module-{number}.md").write_text(f"# Module {number}\n", encoding="utf-8")
    # The pages with questions of many scenarios, as long as ours.
    quizzes = folder / "content/quiz"
    quizzes.mkdir()
    for module in names:
        of_module = range(module, count, MODULES)[:POOL]
        write_questions(quizzes / f"module-{module}.md", of_module)
    write_questions(folder / "content/assessment.md", range(count)[:POOL])
    listed = "".join(f"      - modules/module-{number}.md\n" for number in names)
    nav = f"nav:\n  - index.md\n  - Practise:\n      - scenarios/index.md\n{listed}"
    outside = "not_in_nav: |\n  /scenarios/*\n  /quiz/*\n  /*.md\n"
    config = THEME + "docs_dir: content\nplugins: [search]\n" + outside + nav
    (folder / "mkdocs.yml").write_text(config, encoding="utf-8")


def write_questions(path: Path, numbers: Sequence[int]) -> None:
    questions = "".join(Text(number).question for number in numbers)
    path.write_text(f"# Questions\n\n{questions}", encoding="utf-8")


def measure(folder: Path) -> Cost:
    shutil.rmtree(folder / "site", ignore_errors=True)
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict"]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    process = subprocess.Popen(command, cwd=folder, env=environment)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"the build in {folder} failed")
    pages = list((folder / "site/scenarios").glob("*/index.html"))
    page = statistics.mean(p.stat().st_size for p in pages)
    unit = 1 if sys.platform == "darwin" else 1024  # ru_maxrss: bytes there, kilobytes elsewhere
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit, page)


def median(costs: list[Cost]) -> Cost:
    return Cost(
        statistics.median(c.cpu for c in costs),
        statistics.median(c.memory for c in costs),
        statistics.median(c.page for c in costs),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scenarios", type=int, nargs="+", default=[100, 1000])
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    row = "{:>9}  {:<10} {:>8} {:>8} {:>10}"
    print(row.format("scenarios", "build", "CPU s", "MB", "bytes/page"))
    for count in options.scenarios:
        with tempfile.TemporaryDirectory() as folder:
            ours, plain = Path(folder, "ours"), Path(folder, "plain")
            write_ours(ours, count)
            write_plain(plain, count)
            runs = [(measure(ours), measure(plain)) for _ in range(options.runs)]
        mine, theirs = median([r[0] for r in runs]), median([r[1] for r in runs])
        for name, cost in (("answerable", mine), ("plain", theirs)):
            figures = f"{cost.cpu:.2f}", f"{cost.memory / 1e6:.0f}", f"{cost.page:.0f}"
            print(row.format(count, name, *figures))
        ratios = mine.cpu / theirs.cpu, mine.memory / theirs.memory, mine.page / theirs.page
        print(row.format(count, "ratio", *(f"{ratio:.2f}" for ratio in ratios)))


if __name__ == "__main__":
    main()
