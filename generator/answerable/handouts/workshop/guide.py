"""Plan -> the facilitator's guide: what somebody needs who runs the workshop for the first time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from answerable.handouts.typeset import passages
from answerable.handouts.typeset.blocks import (
    Block,
    Cell,
    Listing,
    NewPage,
    Paragraph,
    SectionHead,
    Sheet,
    Table,
)
from answerable.handouts.typeset.texts import COURSE_FILE, Text, authored, line
from answerable.handouts.typeset.words import Words
from answerable.handouts.workshop.activities import activity
from answerable.handouts.workshop.materials import materials
from answerable.handouts.workshop.plan import Segment, WorkshopPlan
from answerable.model import Course


def guide(course: Course, plan: WorkshopPlan) -> Sheet:
    """The guide for one workshop, in the order in which a facilitator needs it."""
    words = Words(course.language)
    return Sheet(
        words("Facilitator’s guide"),
        (
            *_opening(course, plan, words),
            *_run_sheet(plan, words),
            *_short_of_time(plan, words),
            NewPage(),
            *_before(course, plan, words),
            *_steps(plan, words),
            *_ladder(course, words),
            *_objections(words),
            *_remote(words),
            *_afterwards(words),
        ),
    )


def clock(minutes: int) -> str:
    """Minutes from the beginning as hours and minutes, such as `1:05`."""
    return f"{minutes // 60}:{minutes % 60:02}"


def _opening(course: Course, plan: WorkshopPlan, words: Words) -> Iterator[Block]:
    yield Paragraph(
        words(
            "“%(course)s”: %(minutes)s minutes for %(people)s people.",
            course=course.title,
            minutes=plan.minutes,
            people=plan.people,
        ),
        role="lead",
    )
    yield Paragraph(
        words(
            "You need no slides and no special knowledge. Your part is to read out situations, to "
            "keep the time, and to ask. The people in the room know the answers; they have rarely "
            "said them aloud."
        )
    )
    aims = tuple(
        authored(aim, COURSE_FILE, f"objectives` number {number}")
        for number, aim in enumerate(course.objectives, 1)
    )
    if aims:
        yield Listing(aims, label=words("What people should leave with"))


def _run_sheet(plan: WorkshopPlan, words: Words) -> Iterator[Block]:
    rows: list[tuple[Cell, ...]] = [
        (
            line(clock(segment.start)),
            line(str(segment.minutes)),
            _title(segment),
            _needs(segment, words),
        )
        for segment in plan.segments
    ]
    end = words("The end, on time")
    rows.append((line(clock(plan.minutes)), "empty", end, "empty"))
    yield SectionHead(words("Run sheet"), id="run-sheet")
    head = (words("From"), words("Min"), words("What happens"), words("What you need"))
    yield Table(head, tuple(rows), (0.8, 0.7, 4.2, 4))


def _title(segment: Segment) -> Text:
    if segment.kind != "scenario":
        return line(segment.title)
    return passages.code_and_title(segment.scenarios[0])


def _needs(segment: Segment, words: Words) -> Text:
    match segment.kind:
        case "welcome":
            return words("flip chart with the end time on it")
        case "opening":
            return words("flip chart")
        case "sorting":
            return words("replies to sort, and their key")
        case "scenario":
            return words("scenario card %(code)s", code=segment.scenarios[0].code)
        case "break":
            return words("fresh air")
        case "role-play":
            return words("role-play cards, observation forms")
        case "own-case":
            return words("blank paper")
        case "coaching":
            return words("coaching sheets")
        case "commitment":
            return words("commitment cards")
        case "closing":
            return words("evaluation sheets, job aids")


def _before(course: Course, plan: WorkshopPlan, words: Words) -> Iterator[Block]:
    yield SectionHead(words("What to print"), id="materials")
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            line(f"{one.copies} ×"),
            one.title,
            one.purpose,
            line(", ".join(scenario.code for scenario in one.scenarios)),
        )
        for one in materials(course, plan)
    )
    head = (words("How many"), words("What"), words("For whom"), words("Scenarios"))
    yield Table(head, rows, (1.1, 3, 3.2, 2.2))
    yield Listing(
        (
            words("Print at 100%, never “fit to page”. Cards two-sided, sheets on one side."),
            words("Cut the cards, and put the set of each table into an envelope."),
            words("A flip chart, two pens that write, a pen for everybody, a clock that you see."),
            words(
                "%(tables)s. Nobody sits where they have to turn round.",
                tables=_tables(plan.groups, words),
            ),
            words("Read each scenario once, and answer it yourself before you look at the back."),
        ),
        "tick",
        words("The day before"),
    )


def _tables(groups: Sequence[int], words: Words) -> str:
    """Group sizes as `3 tables of 4, 1 table of 3`."""
    tables = {size: groups.count(size) for size in groups}
    return ", ".join(
        words.ngettext("%(n)s table of %(size)s", "%(n)s tables of %(size)s", n, size=size).plain
        for size, n in tables.items()
    )


def _steps(plan: WorkshopPlan, words: Words) -> Iterator[Block]:
    yield SectionHead(words("Step by step"), id="steps")
    for segment in plan.segments:
        time = words.ngettext("%(n)s minute", "%(n)s minutes", segment.minutes)
        aside = line(f"{clock(segment.start)} · {time.plain}")
        yield SectionHead(_title(segment), 3, aside=aside)
        yield from activity(plan, segment, words)


def _ladder(course: Course, words: Words) -> Iterator[Block]:
    yield SectionHead(words("The debrief ladder"), id="debrief")
    yield Paragraph(
        words(
            "Four rungs, after every scenario and every round. Groups like to jump from the first "
            "to the last; let them take each."
        )
    )
    yield Listing(
        (
            words("What was said? Only the words, no verdicts."),
            words("What does the customer have in hand now? Who is busy with the problem?"),
            words("What makes the one reply better than the other? Say it without “nicer”."),
            words("Where does this happen with us, and what do we say there from now on?"),
        ),
        "number",
    )
    if not course.coaching:
        return
    yield Paragraph(
        words(
            "Somebody is stuck in “but it was not me”? Go down the coaching questions, in this "
            "order, one at a time. Wait for the answer, even if it takes long."
        )
    )
    yield Listing(passages.coaching(course), "number")


def _objections(words: Words) -> Iterator[Block]:
    yield SectionHead(words("What people object, and what helps"), id="objections")
    yield Paragraph(
        words(
            "Each of these holds a grain of truth. Say what is true in it first; an excuse that is "
            "attacked gets defended."
        )
    )
    for objection, answer in (
        (
            words("“It wasn’t my mistake.”"),
            words(
                "True, and nobody says it was. The customer did not ask whose it was, either. Ask: "
                "of the two of you, who can move something now?"
            ),
        ),
        (
            words("“I’m not allowed to.”"),
            words(
                "Some limits are real: write them down for those who set them. Then ask what is "
                "allowed. To ring somebody, to name a time and to call back nearly always is."
            ),
        ),
        (
            words("“They count my minutes.”"),
            words(
                "Don’t defend the target. Ask what the second call costs, and who takes it. Carry "
                "the point to whoever sets the targets, and say by when you will report back."
            ),
        ),
        (
            words("“If I fix it, the other team never learns.”"),
            words(
                "Those are two conversations. The first one is with the customer, today. The other "
                "one is with that team, tomorrow, with a fact and without a sigh."
            ),
        ),
        (
            words("“Customers will take advantage.”"),
            words(
                "A few will. Ask how many of the last twenty did. To own a problem is not to give "
                "in: a no with a reason, another way and a time is accountable, too."
            ),
        ),
        (
            words("“I promise it, and then somebody else drops it.”"),
            words(
                "So promise what is in your own hands: when you will call, with news or without. "
                "That promise needs nobody else."
            ),
        ),
        (
            words("“Nobody thanks me for it.”"),
            words(
                "Often true. Ask who noticed the last time, and what they said. If a leader is in "
                "the room, look at nobody in particular and write it on the flip chart."
            ),
        ),
        (
            words("“Our customers aren’t like that.”"),
            words(
                "Good: let them change the situation until it is theirs, and work on that one. The "
                "reply has to stand there as well."
            ),
        ),
        (
            words("Nobody says anything."),
            words(
                "Count to ten in silence; it feels longer to you than to them. Then: “Two minutes "
                "with your neighbour, after that I’d like to hear one sentence.”"
            ),
        ),
    ):
        yield Paragraph(answer, objection)


def _remote(words: Words) -> Iterator[Block]:
    yield SectionHead(words("When not everybody is in the room"), id="remote")
    yield Listing(
        (
            words(
                "Rooms of three or four. Write the task and the time into the chat before you send "
                "people off: nobody hears you afterwards."
            ),
            words(
                "Each change of rooms costs two minutes. Leave out one scenario rather than "
                "shorten all of them."
            ),
            words(
                "Instead of cards: show the situation on the screen, and the replies only after "
                "everybody has typed their own. All send at the same moment, on “now”."
            ),
            words(
                "Sorting: read a reply aloud. One finger into the camera for accountable, two for "
                "not. Ask one of the minority first."
            ),
            words(
                "Role play: only the two who play have their cameras on. The observer sends the "
                "words that they noted."
            ),
            words(
                "Commitment: everybody sends theirs to one other person, with the day on which "
                "that person may ask."
            ),
            words(
                "Some here, some there? Don’t mix within a group, and let the group on the screen "
                "report first."
            ),
        )
    )


def _short_of_time(plan: WorkshopPlan, words: Words) -> Iterator[Block]:
    yield SectionHead(words("When time runs away"), id="time")
    savings = [words("In the debrief, hear one table instead of all.")]
    if len(plan.scenarios) > 1:
        savings.append(words("Leave out the last scenario at the tables."))
    if plan.has("role-play"):
        savings.append(words("Play one round instead of two."))
    yield Listing(tuple(savings), "number")
    yield Paragraph(
        words("Never cut what comes at the end: a workshop without a commitment was a nice chat.")
    )


def _afterwards(words: Words) -> Iterator[Block]:
    yield SectionHead(words("Afterwards"), id="afterwards")
    yield Listing(
        (
            words(
                "Today: send the limits on the flip chart to those who can move them, and say so."
            ),
            words("After a week: one card at the start of a shift, five minutes."),
            words(
                "After two weeks: ask everybody, “What did you do, and what did the customer say?”"
            ),
            words("Read the evaluation sheets before the next workshop, not after it."),
        ),
        "tick",
    )
