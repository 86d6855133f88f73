"""The steps of a new workshop's form: what each asks and says, and which one is open."""

from collections.abc import Mapping

from workshop.actions.beginnings import SECONDS_FOR_ONE
from workshop.rules import room_size, thresholds
from workshop.web.page_language import translate

WHO = frozenset({"all_the_same", "title", "team", "free_at", "template"})
ROWS: Mapping[str, frozenset[str]] = {
    "support": frozenset({"support", "reporting"}),
    "place": frozenset({"wifi", "wifi_password"}),
    "prompt": frozenset({"own_prompt"}),
    "cards": frozenset(),
    "votes": frozenset(),
    "leader": frozenset({"leader_name"}),
    "language": frozenset(),
    "after": frozenset({"keep_until"}),
}
"""The rows of the last step, each with the fields in which something can be wrong."""


NEW_STEPS = ("who", "story", "room")
"""The steps, in their order."""


def wrong_steps(faults: Mapping[str, str]) -> dict[str, str]:
    """Returns the first fault of each step in which something is wrong."""
    return {_step_of(field): fault for field, fault in reversed([*faults.items()])}


def rows_open(values: Mapping[str, str], faults: Mapping[str, str]) -> set[str]:
    """The rows of the last step in which something is wrong, and that of the contacts while
    nobody is named."""
    unnamed = contact_fault(values.get("support", ""), values.get("nobody", ""))
    wanted = faults.keys() | ({"support"} if unnamed else set())
    return {row for row, fields in ROWS.items() if fields & wanted}


def step_open(values: Mapping[str, str], faults: Mapping[str, str]) -> str:
    """The step that is open: the first with a fault, that of a story being laid out, else the
    first."""
    wrong = wrong_steps(faults)
    if wrong:
        return next(step for step in NEW_STEPS if step in wrong)
    laid_out = values["story"] == "own"
    return "story" if laid_out else "who"


def rows_said() -> dict[str, str]:
    """Returns what each row says before a script says what was chosen."""
    return {
        "support": translate("Who can people talk to afterwards?"),
        "place": translate("Where?"),
        "prompt": translate("What do we ask for?"),
        "cards": translate("Cards"),
        "votes": translate("Votes"),
        "leader": translate("Who goes first?"),
        "language": translate("The room’s language"),
        "after": translate("Pulse, and how long the summary is kept"),
    }


def figures() -> dict[str, int]:
    """Returns the rules' figures from which the form says what a number of people means."""
    return {
        "two": room_size.MIDDLE,
        "wall": room_size.LIVE_WALL,
        "reader": room_size.PER_READER,
        "seconds": SECONDS_FOR_ONE,
        "many": room_size.MANY_DEVICES,
        "few": thresholds.FEW_PEOPLE,
    }


def _step_of(field: str) -> str:
    if field in WHO or field in step_questions():
        return "who"
    is_story = field in {"story", "second_story", "reach"} or field.startswith("own_")
    return "story" if is_story and field != "own_prompt" else "room"


def step_questions() -> dict[str, tuple[str, str]]:
    """The four questions by their field, each with why a yes means another month."""
    return {
        "accident": (
            translate("Someone was hurt in an accident recently."),
            translate(
                "After an accident people need care, and someone who finds out what happened. "
                "Talking about it once, in a group, can do harm."
            ),
        ),
        "case": (
            translate("There is an open HR case."),
            translate("What someone writes could be used in it, and everyone knows that."),
        ),
        "layoffs": (
            translate("Redundancies are under way."),
            translate("Nobody speaks freely about failures while jobs are at stake."),
        ),
        "conflict": (
            translate("Two people who will be there are in conflict."),
            translate(
                "The room would watch the two of them. They need their own conversation first."
            ),
        ),
    }


def first_faults(values: Mapping[str, str]) -> dict[str, str]:
    """Returns what is left to decide before a workshop opens, by field."""
    faults = {}
    if any(values.get(name) for name in step_questions()) and not values["all_the_same"]:
        faults["all_the_same"] = translate(
            "You said yes to at least one of the questions. Choose another month, or tick that you "
            "want to continue."
        )
    return faults


def contact_fault(support: str, nobody: str) -> str:
    """Returns what is wrong if no one is named to talk to and nobody said that there is no one."""
    if support or nobody:
        return ""
    return translate("Name someone, or tick that there is nobody.")
