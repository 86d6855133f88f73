"""The steps of a new workshop's form: which one is open, and what each says while it is closed."""

from collections.abc import Mapping

from workshop.actions.opening import SECONDS_FOR_ONE
from workshop.rules import room_size, thresholds
from workshop.stories.pack import built_in
from workshop.web.page_language import translate
from workshop.web.preparing.first_questions import asked

FIRST = frozenset({"all_the_same", "support", "reporting"})
WHO = frozenset({"title", "team", "free_at", "template"})
ROWS: Mapping[str, frozenset[str]] = {
    "place": frozenset({"wifi", "wifi_password"}),
    "prompt": frozenset({"own_prompt"}),
    "cards": frozenset(),
    "votes": frozenset(),
    "leader": frozenset({"leader_name"}),
    "language": frozenset(),
    "after": frozenset({"keep_until"}),
}
"""The rows of the last step, each with the fields in which something can be wrong."""


def wrong_places(faults: Mapping[str, str]) -> set[str]:
    """The steps, and the rows of the last one, in which something is wrong."""
    wrong = {_step_of(field) for field in faults}
    return wrong | {row for row, fields in ROWS.items() if fields & faults.keys()}


def step_open(values: Mapping[str, str], faults: Mapping[str, str]) -> str:
    """The step that is open: that of a fault, of a story being laid out, else the first."""
    if faults:
        return ""
    laid_out = values["story"] == "own"
    return "story" if laid_out else "first"


def rows_said() -> dict[str, str]:
    """Returns what each row says before a script says what was chosen."""
    return {
        "place": translate("Where?"),
        "prompt": translate("What do we ask for?"),
        "cards": translate("Cards"),
        "votes": translate("Votes"),
        "leader": translate("Who goes first?"),
        "language": translate("The room's language"),
        "after": translate("Pulse, and how long the summary is kept"),
    }


def figures() -> dict[str, int]:
    """Returns the rules' figures from which the form says what a number of people means."""
    return {
        "three": room_size.SMALL,
        "two": room_size.MIDDLE,
        "wall": room_size.LIVE_WALL,
        "reader": room_size.PER_READER,
        "seconds": SECONDS_FOR_ONE,
        "many": room_size.MANY,
        "few": thresholds.FEW,
    }


def story_sheets() -> list[dict[str, object]]:
    """The stories as the form shows them, whole, as they will be told."""
    return [
        {
            "title": one.title,
            "name": one.told_by.name,
            "work": one.told_by.work,
            "language": one.language,
            "steps": [step.text for step in one.steps],
            "lesson": one.lesson,
        }
        for one in built_in()
    ]


def _step_of(field: str) -> str:
    if field in FIRST or field in asked():
        return "first"
    if field in WHO:
        return "who"
    is_story = field in {"story", "second_story"} or field.startswith("own_")
    return "story" if is_story and field != "own_prompt" else "room"
