"""Take passages from a course for printed matter, each with its file and field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from answerable.handouts.typeset.blocks import Action, Actions, Speech
from answerable.handouts.typeset.texts import COURSE_FILE, Text, authored, line
from answerable.handouts.typeset.words import Words
from answerable.items.shapes import Quality
from answerable.model import Course, Module, Reply, Scenario, Solution
from answerable.model.media import transcript_title


def module_title(module: Module) -> Text:
    return line(module.title, COURSE_FILE, "title")


def title(scenario: Scenario) -> Text:
    return line(scenario.title, scenario.path, "title")


def code_and_title(scenario: Scenario) -> Text:
    return line(f"{scenario.code} {scenario.title}", scenario.path, "title")


def setting(scenario: Scenario) -> Text | None:
    """Where the conversation happens, as far as the scenario says; None if it doesn't."""
    said = " · ".join(filter(None, (scenario.channel, scenario.department)))
    return line(said, scenario.path, "channel` and `department") if said else None


def situation(scenario: Scenario) -> Text:
    return authored(scenario.situation, scenario.path, "situation")


def heard(scenario: Scenario) -> Sequence[tuple[Text, Text]]:
    """What its recording and its film say in words, each with its label."""
    return [
        (
            line(transcript_title(medium, scenario.words)),
            authored(medium.transcript, scenario.path, f"{field}` › `transcript"),
        )
        for field, medium in (("audio", scenario.audio), ("video", scenario.video))
        if medium and medium.transcript
    ]


def lesson(scenario: Scenario) -> Text:
    return authored(scenario.lesson, scenario.path, "lesson")


def steps(
    scenario: Scenario, label: Text, words: Words, *, shorter: tuple[Solution, ...] = ()
) -> Actions:
    """What can be done, the best first; `shorter` are the solutions under `card`, if any."""
    field = "card` › `solutions" if shorter else "solutions"
    return Actions(
        tuple(
            Action(
                authored(one.do, scenario.path, f"{field}` number {number} `do"),
                authored(one.when, scenario.path, f"{field}` number {number} `when")
                if one.when
                else None,
            )
            for number, one in enumerate(shorter or scenario.solutions, 1)
        ),
        label,
        words("When:"),
    )


def coaching(source: Course | Scenario) -> tuple[Text, ...]:
    """The coaching questions of a course or of a scenario."""
    path = source.path if isinstance(source, Scenario) else COURSE_FILE
    return tuple(
        line(question, path, f"coaching` number {number}")
        for number, question in enumerate(source.coaching, 1)
    )


@dataclass(frozen=True, slots=True)
class SaidReply:
    """A reply of a scenario, and what it does to the customer."""

    text: Text
    why: Text | None
    quality: Quality

    @property
    def accountable(self) -> bool:
        return self.quality == "accountable"

    def verdict(self, words: Words) -> Text:
        """A verdict on the reply in a few words."""
        match self.quality:
            case "accountable":
                return words.label("Right")
            case "weak":
                return words("Well meant, and still something is missing")
            case "poor":
                return words.label("Wrong")

    def under(self, label: Text) -> Speech:
        """The reply with its why, in a frame below a label."""
        return Speech(self.text, "good" if self.accountable else "poor", label, self.why)


def replies(scenario: Scenario) -> Sequence[SaidReply]:
    """The poor reply, the accountable one, then the others."""

    def said(reply: Reply, quality: Quality, field: str, why: str) -> SaidReply:
        reason = authored(reply.why, scenario.path, why) if reply.why else None
        return SaidReply(authored(reply.reply, scenario.path, field), reason, quality)

    return (
        said(scenario.not_accountable, "poor", "not_accountable", "not_accountable` › `why"),
        said(scenario.accountable, "accountable", "accountable", "accountable` › `why"),
        *(
            said(
                other,
                other.quality,
                f"other_replies` number {number} `reply",
                f"other_replies` number {number} `why",
            )
            for number, other in enumerate(scenario.other_replies, 1)
        ),
    )
