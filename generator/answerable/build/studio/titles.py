"""What people call the fields of forms, where it isn't what they are called in files."""

from __future__ import annotations

from collections.abc import Mapping

from answerable.i18n import N_

TITLES: Mapping[str, str] = {
    "accept": N_("Answers that count as right"),
    "accountable": N_("The good reply"),
    "accent": N_("Second colour"),
    "actor": N_("Who replies"),
    "agent": N_("Who replies"),
    "aliases": N_("Earlier ids"),
    "alt": N_("Description"),
    "answer": N_("Model answer"),
    "assessment": N_("Assessment"),
    "audio": N_("Recording"),
    "authors": N_("Authors"),
    "banner": N_("Notice on every page"),
    "blanks": N_("Gaps"),
    "bold": N_("Bold"),
    "brand": N_("Brand"),
    "captions": N_("Captions"),
    "card": N_("Shorter texts for the card"),
    "changes": N_("What’s new"),
    "channel": N_("Channel"),
    "checklist": N_("Checklist"),
    "checks": N_("Settings of the check"),
    "choices": N_("Choices"),
    "coaching": N_("Debrief questions"),
    "colour": N_("Main colour"),
    "confidence": N_("Ask how sure learners are"),
    "corners": N_("Corners"),
    "credit": N_("Credit"),
    "customer": N_("The other person"),
    "date": N_("Date"),
    "decorative": N_("Only decoration"),
    "department": N_("Department"),
    "description": N_("Description"),
    "dialogue": N_("Dialogue"),
    "difficulty": N_("Difficulty"),
    "do": N_("What to do"),
    "ending": N_("How it ends"),
    "errors": N_("Rules reported as errors"),
    "excuse": N_("Thought behind the poor reply"),
    "file": N_("File"),
    "fonts": N_("Own typeface"),
    "footer": N_("Links at the foot"),
    "hints": N_("Hints"),
    "id": N_("Id"),
    "ignore": N_("Rules switched off"),
    "instruction": N_("Instruction"),
    "italic": N_("Italic"),
    "items": N_("Quiz questions"),
    "keywords": N_("Search words"),
    "labels": N_("Words for the topic"),
    "lesson": N_("What to remember"),
    "lesson_words": N_("Words to remember, at most"),
    "licence": N_("Licence"),
    "link": N_("Link"),
    "listen": N_("Offer to read aloud"),
    "logo": N_("Logo"),
    "logo_dark": N_("Logo for dark mode"),
    "longer": N_("Longer right replies"),
    "look": N_("Look"),
    "minutes": N_("Minutes"),
    "module_colours": N_("Colours of the modules"),
    "module_quiz": N_("Quiz of each module"),
    "name": N_("Name"),
    "needed_until": N_("Needed until"),
    "next": N_("Next turn"),
    "not_accountable": N_("The poor reply"),
    "notes": N_("Rules reported as notes"),
    "objectives": N_("Objectives"),
    "observer": N_("For the observer"),
    "other_replies": N_("Other replies"),
    "outcome": N_("What happened in the end"),
    "own_reply_first": N_("Learners write their own reply first"),
    "owner": N_("Owner"),
    "pairs": N_("Pairs"),
    "pass_mark": N_("Pass mark"),
    "person": N_("Whom one speaks with"),
    "phrase": N_("Phrase"),
    "phrases": N_("Phrases"),
    "picture": N_("Picture"),
    "poster": N_("First picture"),
    "print_fonts": N_("Fonts for print"),
    "quality": N_("How good it is"),
    "question": N_("Question"),
    "questions": N_("Number of questions"),
    "reading_ease": N_("Reading ease"),
    "regular": N_("Regular"),
    "replies": N_("Replies"),
    "reply": N_("Reply"),
    "report": N_("Where to report mistakes"),
    "report_failed": N_("Report failed assessments"),
    "review_by": N_("Review by"),
    "right": N_("Right"),
    "role_play": N_("Role play"),
    "serves": N_("Objectives it serves"),
    "share": N_("Share that gives it away"),
    "short_name": N_("Short name"),
    "similar": N_("Similar texts"),
    "situation": N_("Situation"),
    "solutions": N_("Solutions"),
    "sources": N_("Sources"),
    "status": N_("Status"),
    "steps": N_("Steps"),
    "summary": N_("Summary"),
    "synonyms": N_("Words with the same meaning"),
    "tags": N_("Tags"),
    "text": N_("Text"),
    "title": N_("Title"),
    "transcript": N_("Transcript"),
    "typeface": N_("Typeface"),
    "verdicts": N_("What good replies are"),
    "video": N_("Film"),
    "warnings": N_("Rules reported as warnings"),
    "when": N_("When it applies"),
    "why": N_("Why"),
    "worked_example": N_("Worked example"),
}
"""Titles of fields, by their names."""

OPTIONS: Mapping[str, str] = {
    "accountable": N_("Good"),
    "draft": N_("Draft"),
    "external": N_("From outside"),
    "good": N_("Well"),
    "internal": N_("A colleague"),
    "live": N_("Live"),
    "mixed": N_("So-so"),
    "poor": N_("Poor"),
    "retired": N_("Retired"),
    "round": N_("Round"),
    "soft": N_("Soft"),
    "square": N_("Square"),
    "weak": N_("Weak"),
}
"""What is chosen, by how it is written; what has a name of its own isn't here."""

ADDING: Mapping[str, str] = {
    "blanks": N_("Add a gap"),
    "changes": N_("Add a change"),
    "choices": N_("Add a choice"),
    "dialogue": N_("Add a turn"),
    "footer": N_("Add a link"),
    "hints": N_("Add a hint"),
    "items": N_("Add a question"),
    "objectives": N_("Add an objective"),
    "other_replies": N_("Add a reply"),
    "pairs": N_("Add a pair"),
    "phrases": N_("Add a phrase"),
    "replies": N_("Add a reply"),
    "solutions": N_("Add a solution"),
    "sources": N_("Add a source"),
    "steps": N_("Add a step"),
    "tags": N_("Add a tag"),
}
"""What a button says that adds an entry to a list, by the list's name."""


def title_of(name: str) -> str:
    """A field's name as people read it: that of the table, or `review_by` as “Review by”."""
    words = name.replace("_", " ").replace("-", " ")
    return TITLES.get(name) or words[:1].upper() + words[1:]


def option_title(value: str) -> str:
    """An option as people read it."""
    return OPTIONS.get(value) or title_of(value)


def adding_title(name: str) -> str:
    """What a button says that adds an entry to the list of this name."""
    return ADDING.get(name) or N_("Add")
