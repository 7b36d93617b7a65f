"""What learners can choose from when they start by role."""

from __future__ import annotations

from answerable.model import Course
from answerable.site.roles import roles_of
from tests.support.courses import course, scenario


def _course(*places: tuple[str | None, str | None], language: str = "en") -> Course:
    """A course whose scenarios happen at these departments and channels."""
    scenarios = (
        scenario(id=f"s{number}", department=department, channel=channel)
        for number, (department, channel) in enumerate(places)
    )
    return course(*scenarios, language=language)


def test_words_are_offered_in_their_order_and_kept_as_the_author_wrote_them() -> None:
    places = [("Sales", "Phone"), ("Billing", "Chat"), *[("Sales", None)] * 4]
    translated = [("Verkauf", "Telefon"), ("Abrechnung", "Chat"), *[("Verkauf", None)] * 4]
    original = _course(*places)
    german = [
        one.model_copy(update={"translation_of": of})
        for one, of in zip(
            _course(*translated, language="de").scenarios, original.scenarios, strict=True
        )
    ]
    assert roles_of(course(*german, language="de")) == {
        "department": {"Billing": "Abrechnung", "Sales": "Verkauf"},
        "channel": {"Chat": "Chat", "Phone": "Telefon"},
    }
    assert list(roles_of(course(*german, language="de"))["department"]) == ["Billing", "Sales"]
    assert list(roles_of(original)["channel"]) == ["Chat", "Phone"]


def test_where_there_is_nothing_to_choose_nothing_is_offered() -> None:
    assert list(roles_of(_course(*[("Sales", "Phone")] * 5, ("Sales", "Chat")))) == ["channel"]
    assert roles_of(_course(*[("Sales", "Phone")] * 3, *[(None, None)] * 3)) == {}
    assert roles_of(_course(("Sales", "Phone"), *[("Billing", "Chat")] * 4)) == {}
