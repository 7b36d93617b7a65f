"""One segment -> how to run it: the steps with their minutes, what to say, and what to expect."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from answerable.handouts.typeset import passages
from answerable.handouts.typeset.blocks import Block, Lesson, Listing, Paragraph, Table
from answerable.handouts.typeset.texts import Text, line
from answerable.handouts.typeset.words import Words
from answerable.handouts.workshop.plan import Segment, WorkshopPlan, split
from answerable.model import Scenario

_Timed: TypeAlias = tuple[float, Text]
"""A step with its share of the segment's time."""

_BOTH_WAYS = 12
"""From so many minutes on, both people of a pair get to be coached."""


def activity(plan: WorkshopPlan, segment: Segment, words: Words) -> Iterator[Block]:
    """How to run a segment. The minutes of its steps add up to the segment's."""
    match segment.kind:
        case "welcome":
            yield from _welcome(segment, words)
        case "opening":
            yield from _opening(segment, words)
        case "sorting":
            yield from _sorting(segment, words)
        case "scenario":
            yield from _scenario(plan, segment, words)
        case "break":
            yield Paragraph(
                words(
                    "Say the minute at which you go on, and go on then. Put the evaluation sheets "
                    "out now."
                )
            )
        case "role-play":
            yield from _role_play(plan, segment, words)
        case "own-case":
            yield from _own_case(segment, words)
        case "coaching":
            yield from _coaching(segment, words)
        case "commitment":
            yield from _commitment(segment, words)
        case "closing":
            yield from _closing(segment, words)


def _timed(segment: Segment, words: Words, *steps: _Timed) -> Table:
    minutes = split(segment.minutes, [share for share, _ in steps])
    return Table(
        (words("Min"), words("What you do")),
        tuple((line(str(time)), step) for time, (_, step) in zip(minutes, steps, strict=True)),
        (0.7, 9),
        together=True,
    )


def _welcome(segment: Segment, words: Words) -> Iterator[Block]:
    yield _timed(
        segment,
        words,
        (1, words("Greet everybody. Say when it ends, and that it ends on time.")),
        (2, words("Say what it is about, in two sentences (below).")),
        (
            2,
            words(
                "Three agreements: names of customers and colleagues stay out, what is said "
                "stays here, and everybody may pass."
            ),
        ),
    )
    yield Paragraph(
        words(
            "“Today we look at one thing only: what a customer has in hand after talking to us. "
            "Who made the mistake is a good question for another day.”"
        ),
        words("Say:"),
    )


def _opening(segment: Segment, words: Words) -> Iterator[Block]:
    yield _timed(
        segment,
        words,
        (
            1,
            words(
                "In pairs, with a neighbour. Ask: “When were you last passed on as a customer? "
                "And what did the one do who helped you in the end?”"
            ),
        ),
        (2, words("They talk. You listen to one pair, and say nothing.")),
        (
            2,
            words(
                "Collect from a few pairs what the helpful one did: verbs only, such as "
                "“rang”, “stayed on the line”. Leave the sheet up until the end."
            ),
        ),
    )
    yield Paragraph(
        words(
            "The bad stories are funnier and want to take over. Ask for the second half: who got "
            "you out of it?"
        ),
        words("Expect:"),
    )


def _sorting(segment: Segment, words: Words) -> Iterator[Block]:
    yield _timed(
        segment,
        words,
        (
            1,
            words(
                "One set a table. “Two piles: accountable, or not. The head of the card says "
                "what happened. A card lies only when all of you agree.”"
            ),
        ),
        (
            5,
            words(
                "They sort. Walk round, hear where they argue, and don’t help. Doubtful cards "
                "go into the middle."
            ),
        ),
        (
            4,
            words(
                "Take the cards on which tables differ, and only those. One speaks for each "
                "side; then read from the key."
            ),
        ),
    )
    yield Paragraph(
        words(
            "Polite replies land on the good pile, blunt ones on the other. Ask: “Who is busy with "
            "the problem after this sentence?” If it is the customer, the card lies wrong."
        ),
        words("Expect:"),
    )


def _scenario(plan: WorkshopPlan, segment: Segment, words: Words) -> Iterator[Block]:
    (scenario,) = segment.scenarios
    yield Paragraph(_introduction(plan, scenario, words), words("Introduce it:"))
    yield Paragraph(passages.situation(scenario), words("Read aloud:"))
    yield _timed(
        segment,
        words,
        (1, words("Read the front aloud, slowly. Nobody turns the card.")),
        (2, words("Everybody writes down their first sentence, alone and in silence.")),
        (
            3,
            words(
                "At the tables: read the sentences to each other. Which one would you like to "
                "hear? Then turn the card and compare."
            ),
        ),
        (
            2,
            words(
                "Still at the tables: which is the first solution that would work here? What "
                "would you need for it?"
            ),
        ),
        (3, words("Together: the debrief ladder, and one of the questions below.")),
    )
    yield from _to_expect(scenario, words)


def _introduction(plan: WorkshopPlan, scenario: Scenario, words: Words) -> Text:
    if scenario.customer == "internal":
        return words(
            "“This time the customer is a colleague. Watch whether we take it less seriously, and "
            "who is waiting behind them.”"
        )
    place = plan.scenarios.index(scenario)
    if place == 0:
        return words(
            "“You are the one who picks it up. Nobody in this story is stupid or lazy. What is the "
            "first thing that you say?”"
        )
    if scenario.difficulty == 3:
        return words(
            "“This one is hard: there is more than one reply that sounds right. Look for what the "
            "customer can hold on to afterwards.”"
        )
    return words(
        "“Before you answer: what would you be tempted to say, if you were tired? Write that down "
        "first, and then what you would rather say.”"
    )


def _to_expect(scenario: Scenario, words: Words) -> Iterator[Block]:
    if scenario.excuse:
        yield Paragraph(
            line(
                words(
                    "“%(excuse)s.” Somebody will say it, and part of it is true. Say which part; "
                    "then ask what the customer does next.",
                    excuse=scenario.excuse.rstrip("."),
                ).plain,
                scenario.path,
                "excuse",
            ),
            words("Expect:"),
        )
    poor, good, *others = passages.replies(scenario)
    yield poor.under(words("What pulls: it sounds reasonable, and the talk is over"))
    yield from (other.under(other.verdict(words)) for other in others)
    yield good.under(words("What holds: an owner, a next step, a time"))
    yield passages.steps(scenario, words("What can be done, the best first"), words)
    yield Lesson(passages.lesson(scenario), words("Lesson:"))
    usual = words("Where did this happen to us last, and what did the customer get?")
    yield Listing(passages.coaching(scenario) or (usual,), label=words("Questions for the debrief"))


def _role_play(plan: WorkshopPlan, segment: Segment, words: Words) -> Iterator[Block]:
    first, *others = segment.scenarios
    second = others[0] if others else first
    yield Paragraph(
        words(
            "Groups of three (%(groups)s of them): customer, agent, observer. In a group of four "
            "two observe; in a group of two the customer observes as well.",
            groups=len(plan.trios),
        )
    )
    yield _timed(
        segment,
        words,
        (
            2,
            words("Hand out the cards. Everybody reads their own and shows it to nobody."),
        ),
        (
            3.5,
            _round(first, words("Round one (%(title)s). You say when to begin and to stop.")),
        ),
        (2, words("Feedback in this order: agent, customer, observer. Words, no marks.")),
        (3.5, _round(second, words("Round two (%(title)s), each in a new role."))),
        (2, words("Feedback again, in the same order.")),
        (2, words("Together: which sentence made a difference? Collect three.")),
    )
    yield Paragraph(
        words(
            "Customers who enjoy it too much and cannot be helped. Whisper: “You want it solved, "
            "more than you want to be angry.” And agents who explain the process: ask them for the "
            "next step instead."
        ),
        words("Expect:"),
    )


def _round(scenario: Scenario, announced: Text) -> Text:
    text = announced.plain % {"title": f"{scenario.code} {scenario.title}"}
    return line(text, scenario.path, "title")


def _own_case(segment: Segment, words: Words) -> Iterator[Block]:
    yield _timed(
        segment,
        words,
        (
            1,
            words(
                "Ask for a case of their own from the last month, one that they are not proud "
                "of. Yours first: it takes a minute and opens the room."
            ),
        ),
        (4, words("Each writes on one side: what happened, up to the moment of answering.")),
        (4, words("Pass it to the right. The neighbour writes a reply on the other side.")),
        (3, words("Hear two, no more. What would the writer take from the reply?")),
    )
    yield Paragraph(
        words(
            "Cases in which really nothing could be done. Believe it, and ask: what could the "
            "customer have been told, and when?"
        ),
        words("Expect:"),
    )


def _coaching(segment: Segment, words: Words) -> Iterator[Block]:
    talk = words(
        "In pairs, with the coaching sheet. One names an excuse that they used themselves; the "
        "other asks the questions, in their order, and gives no advice."
    )
    swap: list[_Timed] = []
    if segment.minutes >= _BOTH_WAYS:
        swap = [(4, words("Change places: now the other one is asked."))]
    yield _timed(
        segment,
        words,
        (
            1.5,
            words(
                "Say how an excuse is heard: to the end, with what is true in it granted, and "
                "then turned to what can still be done."
            ),
        ),
        (5, talk),
        *swap,
        (1.5, words("Ask: which of the questions changed something? Don’t ask for the case.")),
    )
    yield Paragraph(
        words(
            "Advice, dressed up as a question (“Couldn’t you simply …?”). The third question is "
            "the one that turns the talk: let them wait for its answer."
        ),
        words("Expect:"),
    )


def _commitment(segment: Segment, words: Words) -> Iterator[Block]:
    yield _timed(
        segment,
        words,
        (
            1,
            words("“One thing that somebody beside you could see. With whom, and by when.”"),
        ),
        (3, words("Everybody fills in their card. “More careful” is no step; send it back.")),
        (
            2,
            words(
                "Read it to one other person, who asks: “What could stop you?” Agree on the "
                "day on which they ask again."
            ),
        ),
    )


def _closing(segment: Segment, words: Words) -> Iterator[Block]:
    yield _timed(
        segment,
        words,
        (2, words("Evaluation sheets, in silence. You look out of the window.")),
        (
            2,
            words(
                "Back to the sheet from the beginning: which of these verbs will be heard "
                "tomorrow? One word from each, no comments."
            ),
        ),
        (1, words("Hand out the lessons to take home, say thank you, and end on time.")),
    )
