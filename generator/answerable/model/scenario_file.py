"""Define what an author may write in a scenario file. `schema` derives the JSON schema from it."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from answerable.items.types import Written
from answerable.model.dialogue import Turn
from answerable.model.film import Film
from answerable.model.labels import Labels
from answerable.model.picture import Picture
from answerable.model.scalars import (
    MOST,
    Difficulty,
    Frozen,
    Id,
    IsoDate,
    Line,
    Markdown,
    Minutes,
    Shorthand,
    YesNo,
    is_placeholder,
)
from answerable.model.sound import Sound

Status = Literal["draft", "live", "retired"]
"""The stage of a scenario's life."""


class Reply(Shorthand):
    """What the agent says to the customer, and what it does to the customer."""

    shorthand = "reply"

    reply: Markdown = Field(
        description="The words of the reply.",
        examples=["I’ll find out where it is and call you by four."],
    )
    why: Markdown | None = Field(
        None,
        description="What this reply does to the other person. Shown as feedback.",
        examples=["The customer knows who is looking, and when to expect an answer."],
    )
    picture: Picture | None = Field(
        None,
        description="A picture with it.",
        examples=["screen.png | The parcel on a map, with the courier’s name"],
    )
    audio: Sound | None = Field(
        None,
        description="A recording of it.",
        examples=["reply.mp3 | I’ll find out where it is and call you by four."],
    )
    video: Film | None = Field(
        None,
        description="A film of it.",
        examples=["reply.mp4 | reply.vtt | She looks at her screen. “I’ll call you by four.”"],
    )


class OtherReply(Reply):
    """One more reply that is not the best one, for a quiz with more than two choices."""

    quality: Literal["weak", "poor"] = Field(
        "weak",
        description="weak: well meant, but something is missing. poor: no better than the poor "
        "reply.",
        examples=["weak"],
    )


class Solution(Shorthand):
    """One thing that can be done, perhaps only under a condition."""

    shorthand = "do"

    do: Markdown = Field(description="What to do.", examples=["Send a new parcel today."])
    when: Markdown | None = Field(
        None,
        description="When it applies.",
        examples=["The first one cannot be found."],
    )


class Change(Frozen):
    """What became different for learners, for the page “What’s new” and the feed."""

    date: IsoDate = Field(
        description="The date from which learners have it: YYYY-MM-DD.", examples=["2030-01-31"]
    )
    text: Line = Field(
        description="What’s new, in one line that gives no answer away.",
        examples=["The courier has a new name."],
    )


class RolePlay(Frozen):
    """What the three people of a role play get to read. Whatever is left out is derived."""

    customer: Markdown | None = Field(
        None,
        description="For the other person: what happened, what you want, how you feel.",
        examples=["You waited at home all day. You want to know where the parcel is."],
    )
    agent: Markdown | None = Field(
        None,
        description="For the one who replies: what you know and what you may decide.",
        examples=["Your screen says “delivered”. You may send a new parcel."],
    )
    observer: tuple[Line, ...] = Field(
        (),
        max_length=8,
        description="What the observer looks for, one point per line.",
        examples=[["Does the agent name a time?"]],
    )


class CardTexts(Frozen):
    """Shorter texts for the card, used where those of the page do not fit on it."""

    situation: Markdown | None = Field(
        None, description="The situation in fewer words.", examples=["The parcel never came."]
    )
    not_accountable: Markdown | None = Field(
        None, description="The poor reply in fewer words.", examples=["Ask your neighbours."]
    )
    accountable: Markdown | None = Field(
        None, description="The good reply in fewer words.", examples=["I’ll call you by four."]
    )
    solutions: tuple[Solution, ...] = Field(
        (),
        description="What can be done in fewer words.",
        examples=[["Find it today."]],
        max_length=MOST,
    )
    lesson: Markdown | None = Field(
        None,
        description="What to remember in fewer words.",
        examples=["Keep it until it is solved."],
    )


class ScenarioFile(Frozen):
    """One scenario, as its YAML file holds it. The fields are in the order that `fmt` writes."""

    id: Id | None = Field(
        None,
        description="Only if the id has to differ from the file name. Learners’ progress is stored "
        "under the id: never change it after publishing.",
        examples=["lost-parcel"],
    )
    title: Line = Field(description="A short headline.", examples=["The parcel that never came"])
    summary: Line | None = Field(
        None,
        description="One line for lists and search results.",
        examples=["Marked as delivered, yet nothing has come."],
    )
    situation: Markdown = Field(
        description="What happens, up to the moment when you have to reply.",
        examples=["A customer calls. The parcel is marked as delivered, but nothing has come."],
    )
    picture: Picture | None = Field(
        None,
        description="A picture of the situation.",
        examples=["desk.jpg | A parcel on a reception desk, with a torn label"],
    )
    audio: Sound | None = Field(
        None,
        description="A recording, such as what the other person says.",
        examples=["call.mp3 | Where is my parcel? I’ve been waiting since eight."],
    )
    video: Film | None = Field(
        None,
        description="A film of the situation.",
        examples=["door.mp4 | door.vtt | A courier rings once and drives away."],
    )
    worked_example: Markdown | None = Field(
        None,
        description="What somebody with experience notices in the situation, up to the reply. For "
        "the first scenario of a module.",
        examples=["He has waited at home all day. What does he need to know before he hangs up?"],
    )
    own_reply_first: YesNo = Field(
        False,
        description="Whether learners are asked for their own reply before they see the others. "
        "For the last scenarios of a module.",
        examples=["yes"],
    )
    not_accountable: Reply = Field(
        description="A reply that passes the buck.",
        examples=[
            {
                "reply": "Our system says delivered. Please ask your neighbours.",
                "why": "The customer has to do the searching.",
            }
        ],
    )
    accountable: Reply = Field(
        description="A reply that owns the issue.",
        examples=[
            {
                "reply": "I’ll find out where it is and call you by four.",
                "why": "The customer knows who is looking, and until when.",
            }
        ],
    )
    other_replies: tuple[OtherReply, ...] = Field(
        (),
        max_length=3,
        description="Up to three more replies that are not the best one.",
        examples=[
            [
                {
                    "reply": "I’ll look into it.",
                    "why": "Well meant, but until when?",
                    "quality": "weak",
                }
            ]
        ],
    )
    solutions: tuple[Solution, ...] = Field(
        min_length=1,
        max_length=MOST,
        description="What can be done, best first.",
        examples=[
            [
                "Find the parcel and bring it the same day.",
                {"do": "Send a new one.", "when": "The first one cannot be found."},
            ]
        ],
    )
    lesson: Markdown = Field(
        description="The rule to take away, in one or two sentences.",
        examples=["If you take the call, you keep the problem until the customer has an answer."],
    )
    department: Line | None = Field(
        None, description="Where it happens.", examples=["Customer care", "Billing"]
    )
    channel: Line | None = Field(
        None,
        description="How the two communicate.",
        examples=["Phone", "Chat", "E-mail"],
    )
    customer: Literal["external", "internal"] = Field(
        "external",
        description="internal: a colleague or another department.",
        examples=["external"],
    )
    labels: Labels | None = Field(
        None,
        description="The words for this scenario’s topic, where they differ from its module’s.",
        examples=[{"person": "visitor"}],
    )
    difficulty: Difficulty | None = Field(
        None, description="1 (easy to see) to 3 (hard).", examples=[2]
    )
    minutes: Minutes | None = Field(
        None, description="Time to work through it, in minutes.", examples=[5]
    )
    excuse: Line | None = Field(
        None, description="The thought behind the poor reply.", examples=["Not my department"]
    )
    tags: tuple[Line, ...] = Field(
        (),
        max_length=MOST,
        description="Topics, for the list of tags and the filters.",
        examples=[["delivery", "follow-up"]],
    )
    keywords: tuple[Line, ...] = Field(
        (),
        max_length=MOST,
        description="Other words by which search should find this scenario.",
        examples=[["missing package", "courier"]],
    )
    coaching: tuple[Line, ...] = Field(
        (),
        max_length=MOST,
        description="Extra debrief questions for this scenario.",
        examples=[["What could you promise without asking anyone?"]],
    )
    serves: tuple[Id, ...] = Field(
        (),
        max_length=MOST,
        description="Ids of the module’s or course’s objectives that it serves.",
        examples=[["keep-a-promise"]],
    )
    items: tuple[Written, ...] = Field(
        (),
        max_length=12,
        description="More questions to practise with.",
        examples=[
            [
                {
                    "id": "first-words",
                    "type": "choice",
                    "question": "Which first sentence owns the problem?",
                    "choices": [
                        {"text": "I’ll find it.", "right": "yes", "why": "Somebody acts."},
                        {"text": "Ask the courier.", "why": "Left alone."},
                    ],
                }
            ]
        ],
    )
    dialogue: tuple[Turn, ...] = Field(
        (),
        max_length=40,
        description="A conversation in several turns, starting with the first.",
        examples=[
            [
                {
                    "id": "start",
                    "customer": "Where is my parcel?",
                    "choices": [
                        {
                            "reply": "I’m looking for it right now.",
                            "why": "She can stop looking herself.",
                            "quality": "accountable",
                        }
                    ],
                },
                {"id": "relieved", "customer": "Thank you!", "ending": "good"},
            ]
        ],
    )
    aliases: tuple[Id, ...] = Field(
        (),
        max_length=MOST,
        description=(
            "Earlier ids of this scenario, oldest first, so that answers follow when it is renamed."
        ),
        examples=[["missing-parcel"]],
    )
    role_play: RolePlay | None = Field(
        None,
        description="Briefs for a role play. By default, they are derived from the scenario.",
        examples=[{"customer": "You waited at home all day."}],
    )
    card: CardTexts | None = Field(
        None,
        description="Shorter texts for the printed card, used if the others don’t fit.",
        examples=[{"situation": "The parcel never came."}],
    )
    sources: tuple[Markdown, ...] = Field(
        (),
        max_length=MOST,
        description="Where the scenario comes from.",
        examples=[["Complaints of last spring"]],
    )
    owner: Line | None = Field(
        None, description="Who keeps this scenario up to date.", examples=["Training team"]
    )
    review_by: IsoDate | None = Field(
        None, description="When it is due for review: YYYY-MM-DD.", examples=["2030-06-30"]
    )
    status: Status = Field(
        "live",
        description="draft: appears only in the preview. live: learners see it. retired: removed "
        "from the course; its page stays for people who have a link.",
        examples=["draft"],
    )
    changes: tuple[Change, ...] = Field(
        (),
        max_length=50,
        description="What learners should know about new versions, newest first.",
        examples=[[{"date": "2030-01-31", "text": "The courier has a new name."}]],
    )

    @property
    def written(self) -> dict[str, Any]:
        """The values of the fields that its author has written; the others have their defaults."""
        return {name: getattr(self, name) for name in self.model_fields_set}

    @property
    def effective_status(self) -> Status:
        """The status for learners: a scenario with texts that are still missing is a draft."""
        return "draft" if self.status == "live" and self.unwritten else self.status

    @property
    def unwritten(self) -> bool:
        """Whether a text that every learner reads is still a placeholder."""
        texts: list[str | None] = [self.title, self.summary, self.situation, self.lesson]
        for reply in (self.not_accountable, self.accountable, *self.other_replies):
            texts += (reply.reply, reply.why)
        for solution in self.solutions:
            texts += (solution.do, solution.when)
        return any(text is not None and is_placeholder(text) for text in texts)


SAME_IN_EVERY_LANGUAGE = frozenset(
    {"id", "department", "channel", "customer", "difficulty", "minutes", "tags", "aliases"}
    | {"labels", "own_reply_first", "owner", "review_by", "status", "serves"}
)
"""Fields of a scenario that a translation takes from the original. The words for departments,
channels and tags are translated once for the whole course (`CourseTranslation.terms`).
"""
