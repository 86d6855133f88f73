"""Whole articles of told failures come out with every title, teller, trade, place and lesson."""

from pathlib import Path

import pytest

from workshop.protocol.story import Story
from workshop.stories.own_story import read_published
from workshop.stories.reading.article import read_article
from workshop.stories.reading.proposal import title_from

ARTICLES = Path(__file__).parent / "articles"
GIVEN = {"source": "The Ladle", "permission": "Each teller, by letter."}
# Per story: its teller, the trade, the place and the lesson.
Told = tuple[str, str, str, str]
KITCHENS: list[Told] = [
    (
        "Dr. Jane O’Neil, PhD", "food scientist and chef", "Galway, Ireland",
        "Taste it before the guests do.",
    ),
    (
        "Matteo Ferri", "caterer, event planner, and former waiter", "Providence, RI",
        "Write the number down twice.",
    ),
    (
        "Oluchi Adeyemi", "baker & owner of two shops", "Lagos, Nigeria",
        "Let the oven tell you.",
    ),
    (
        "Henrik Aas", "personal chef", "Bergen, Norway",
        "Ask who is allergic before you shop, not before you serve.",
    ),
    (
        "Priya Raman", "restaurateur", "Leicester, England",
        "A full room is not the same as a good night.",
    ),
    (
        "Carla Esposito-Wynn, MBA",
        "food entrepreneur and author of “Small Kitchens, Large Rooms”",
        "Guelph, Ontario, Canada",
        "Do not learn on the day.",
    ),
    ("Tom Birch", "line cook", "Portland, OR", "Say that you are behind while it is still small."),
    (
        "Saskia de Vries", "pastry chef", "La Paz, Bolivia",
        "The recipe is not the dish, and whoever wrote it was standing in another kitchen at "
        "another height above the sea.",
    ),
    ("Bo Lindqvist", "sommelier", "Sweden", "Keep the first thing you break."),
    ("Amara N. Diallo", "private caterer", "Washington, D.C.", "Nobody remembers the garnish."),
    ("Wiremu Tane", "head chef and teacher", "New Zealand", "Sleep is an ingredient."),
]  # fmt: skip
STAGES: list[Told] = [
    ("Vera Holm", "festival director", "Aarhus, Denmark", "Count the chairs yourself."),
    (
        "Luis Ortega", "stage manager and drama teacher", "San Antonio, Texas",
        "Rehearse the exit, not only the entrance.",
    ),
    (
        "Rosalind Achterberg, Jr.", "singer, songwriter, and vocal coach", "Asheville, NC",
        "If you cannot hear them, they cannot hear you.",
    ),
    ("Jiří Novák", "conductor", "Brno, Czech Republic", "Never let the only copy travel."),
    (
        "Anneke van den Berg", "choreographer & founder of a youth company", "Ghent, Belgium",
        "Pay the technician first, and listen to her second, and do both before you fall in love "
        "with an idea that needs a trapdoor.",
    ),
    (
        "Declan Mooney", "comedian", "Belfast, Northern Ireland",
        "A joke that needs a map is a lecture.",
    ),
    (
        "Fatou Sow", "director of a children's theatre", "Dakar, Senegal",
        "Ask the child what she is afraid of.",
    ),
    ("Gwen Tregear", "pianist", "Truro, England, UK", "Do not announce the encore."),
    (
        "Marcus T. Bell, M.F.A.", "lighting designer", "Winnipeg, Manitoba",
        "Somebody has to hold the list.",
    ),
    ("Ilse Brandt", "actress", "Vienna, Austria", "Your understudy is not your enemy."),
    ("Noor Haddad", "playwright", "Amman, Jordan", "Break it small, and break it early."),
]  # fmt: skip

# This one was written before the reader had seen it, and read once.
ERRANDS: list[Told] = [
    ("Sinéad Byrne", "poultry farmer", "County Kerry, Ireland", "Lock the gate, then look back."),
    (
        "Dr. Paulo Menezes, Ph.D.",
        "research chemist",
        "Porto, Portugal",
        "Label it as if you will be ill tomorrow",
    ),
    (
        "Daniel Cho",
        "sales manager, coach, and recovering optimist",
        "Tacoma, WA",
        "Never promise for someone else.",
    ),
    (
        "Zbigniew Kowal",
        "lorry driver",
        "Gdynia, Poland",
        "If a map and a road disagree, believe the road.",
    ),
    (
        "Beatriz Luna & sister",
        "florists",
        "Mérida, Mexico",
        "Read the contract when you are cheerful and again when you are cross.",
    ),
    (
        "Grace Mbeki-Holt, PMP",
        "logistics consultant",
        "Durban, South Africa",
        "Silence in a meeting is not a yes.",
    ),
    ("Moira Strand", "caretaker", "Perth, WA, Australia", "Test the alarm while nothing burns."),
    (
        "Yusuf Demir",
        "software developer and illustrator",
        "Izmir, Turkey",
        "Do the boring part first: it is the part that is missing at the end, when everybody has "
        "gone home and the client has not.",
    ),
    (
        "Ottilie Brandstätter",
        "architect",
        "Graz, Austria",
        "Tell them what it costs before they love it.",
    ),
    (
        "Ifeoma Grant",
        "operations director & accidental bookkeeper",
        "Bristol, UK",
        "Thank people before they go.",
    ),
    (
        "Walter J. Nowicki",
        "retired printer",
        "Hamilton, Ontario, Canada",
        "Leave before you are the one who knows everything.",
    ),
]


@pytest.mark.parametrize(
    ("name", "told"), [("kitchens", KITCHENS), ("stages", STAGES), ("errands", ERRANDS)]
)
def test_eleven_told_failures_come_out_right(name: str, told: list[Told]) -> None:
    reading = read_article((ARTICLES / f"{name}.txt").read_text("utf-8"))
    read = [
        tuple(story.fields[field] for field in ("name", "work", "place", "lesson"))
        for story in reading.stories
    ]
    assert read == told
    titles = [story.fields["title"] for story in reading.stories]
    assert titles == [title_from(lesson) for *_, lesson in told]
    assert reading.complaints == ()


@pytest.mark.parametrize("name", ["kitchens", "stages", "errands"])
def test_all_of_them_can_be_kept_as_they_are_proposed(name: str) -> None:
    for story in read_article((ARTICLES / f"{name}.txt").read_text("utf-8")).stories:
        assert isinstance(read_published({**story.fields, **GIVEN}), Story)
