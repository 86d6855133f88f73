"""What a new workshop's form asks before anything else: whether now is the time, and who helps."""

from collections.abc import Mapping

from workshop.web.page_language import translate


def asked() -> dict[str, tuple[str, str]]:
    """The four questions by their field, each with why a yes means another month."""
    return {
        "accident": (
            translate("There was an accident not long ago."),
            translate(
                "After an accident people need care, and someone who finds out what happened. "
                "Talking about it once, in a group, can harm."
            ),
        ),
        "case": (
            translate("A personnel case is open."),
            translate("What someone writes could be used in it, and everyone knows that."),
        ),
        "layoffs": (
            translate("Layoffs are under way."),
            translate("Nobody speaks freely of failures while jobs are at stake."),
        ),
        "conflict": (
            translate("Two people who will be there are in conflict."),
            translate("The room would watch the two. They need a talk of their own first."),
        ),
    }


def first_faults(values: Mapping[str, str], *, asks_for_support: bool) -> dict[str, str]:
    """Returns what is left to decide before a workshop opens, by field.

    `asks_for_support` is False where nothing was sent of the contacts, as from a program.
    """
    faults = {}
    if any(values.get(name) for name in asked()) and not values["all_the_same"]:
        faults["all_the_same"] = translate(
            "You said yes to at least one of the questions. Choose another month, or tick that you "
            "want to continue."
        )
    if asks_for_support and (fault := contact_fault(values)):
        faults["support"] = fault
    return faults


def contact_fault(values: Mapping[str, str]) -> str:
    """Returns what is wrong if no one is named to talk to and nobody said that there is no one."""
    if values["support"] or values["nobody"]:
        return ""
    return translate("Name someone, or tick that there is nobody.")


def usual_votes(values: Mapping[str, str]) -> str:
    """How votes are shown where nobody chose: hidden where someone has a say over others."""
    return "hidden" if values["say"] == "yes" else "live"
